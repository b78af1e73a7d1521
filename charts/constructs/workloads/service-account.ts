import type { Construct } from 'constructs';
import { inWave, syncWave } from '../gitops/sync-wave.ts';
import type { Labels } from '../kubernetes/labels.ts';
import { Manifest } from '../kubernetes/manifest.ts';

/** An identity of the workload's own that carries no token: nothing here talks to the API server. */
export function serviceAccount(scope: Construct, name: string, labels: Labels): Manifest {
  return new Manifest(
    scope,
    'ServiceAccount',
    { apiVersion: 'v1', kind: 'ServiceAccount' },
    {
      metadata: { name, labels, annotations: inWave(syncWave.configuration) },
      automountServiceAccountToken: false,
    },
  );
}
