import { inWave, Manifest, neverDeleted, OutputFile, syncWave } from '@arq/constructs';
import type { Construct } from 'constructs';

/** Folder of the namespaces that every cluster gets for its add-ons. */
export const namespacesFolder = 'dist/cluster/namespaces';

/** A namespace, and whether its pods have to reach into the host. */
export interface AddOnNamespace {
  readonly name: string;
  /** Pod Security level that is enforced. */
  readonly podSecurity: 'restricted' | 'privileged';
}

/** The namespaces of the add-ons: reviewed manifests, with their Pod Security level, and never deleted. */
export class AddOnNamespaces extends OutputFile {
  constructor(scope: Construct, id: string, namespaces: readonly AddOnNamespace[]) {
    super(scope, id, { file: `${namespacesFolder}/namespaces.yaml`, title: 'the namespaces of the add-ons' });
    for (const { name, podSecurity } of namespaces) {
      new Manifest(
        this,
        name,
        { apiVersion: 'v1', kind: 'Namespace' },
        {
          metadata: {
            name,
            labels: {
              'pod-security.kubernetes.io/enforce': podSecurity,
              'pod-security.kubernetes.io/enforce-version': 'latest',
            },
            annotations: { ...inWave(syncWave.namespace), ...neverDeleted },
          },
        },
      );
    }
  }
}
