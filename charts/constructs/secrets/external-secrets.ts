import { inWave, syncWave } from '../gitops/sync-wave.ts';
import { Manifest } from '../kubernetes/manifest.ts';
import type { DerivedValue, SecretPlacement, SecretRequirement, SecretSource } from './secret-source.ts';

/** A store that the cluster's administrators have configured for the External Secrets Operator. */
export interface ExternalSecretsProps {
  /** Name of the store. */
  readonly store: string;
  /**
   * Kind of the store.
   * @default ClusterSecretStore: credentials of the vault stay outside of the application's namespace
   */
  readonly storeKind?: 'ClusterSecretStore' | 'SecretStore';
  /** Path in the store that holds one entry per Secret, as in `arq/staging`. */
  readonly path: string;
  /**
   * How often values are fetched again, as a Go duration.
   * @default 1h: a rotated value arrives within the hour, and a store's request quota lasts
   */
  readonly refreshInterval?: string;
}

/** Secrets that the External Secrets Operator copies from a store: Git holds references only. */
export function externalSecrets(props: ExternalSecretsProps): SecretSource {
  return {
    provide(requirement, placement) {
      emitExternalSecret(props, requirement, placement);
    },
  };
}

function emitExternalSecret(props: ExternalSecretsProps, requirement: SecretRequirement, placement: SecretPlacement) {
  const { name, keys, derived = {} } = requirement;
  new Manifest(
    placement.scope,
    `ExternalSecret-${name}`,
    { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret' },
    {
      metadata: { name, labels: placement.labels, annotations: inWave(syncWave.configuration) },
      spec: {
        refreshInterval: props.refreshInterval ?? '1h',
        secretStoreRef: { kind: props.storeKind ?? 'ClusterSecretStore', name: props.store },
        target: {
          name,
          creationPolicy: 'Owner',
          // A value that vanishes from the store must not take a running platform down.
          deletionPolicy: 'Retain',
          ...(Object.keys(derived).length === 0 ? {} : { template: template(derived) }),
        },
        data: keys.map((key) => ({
          secretKey: key,
          remoteRef: { key: `${props.path}/${name}`, property: key },
        })),
      },
    },
  );
}

/** Adds the derived keys to the fetched ones. */
function template(derived: Readonly<Record<string, DerivedValue>>) {
  const fetched = (key: string) => `{{ index . "${key}" }}`;
  return {
    engineVersion: 'v2',
    mergePolicy: 'Merge',
    data: Object.fromEntries(Object.entries(derived).map(([key, render]) => [key, render(fetched)])),
  };
}
