import { randomBytes } from 'node:crypto';
import type { Manifest } from './manifest.ts';

/**
 * The secret store that clusters of the platform have, with random values for every entry that manifests ask for.
 * External Secrets has a provider for this purpose, so that the ExternalSecrets stay as they are rendered.
 */
export function randomSecretStore(manifests: readonly Manifest[]): Manifest {
  const entries = new Map<string, Record<string, string>>();
  for (const { kind, spec } of manifests) {
    if (kind !== 'ExternalSecret') continue;
    for (const { remoteRef } of spec.data as { remoteRef: { key: string; property: string } }[]) {
      const entry = entries.get(remoteRef.key) ?? {};
      entry[remoteRef.property] ??= randomBytes(24).toString('base64url');
      entries.set(remoteRef.key, entry);
    }
  }
  const data = [...entries].map(([key, values]) => ({ key, value: JSON.stringify(values) }));
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ClusterSecretStore',
    metadata: { name: storeOf(manifests) },
    spec: { provider: { fake: { data } } },
  };
}

function storeOf(manifests: readonly Manifest[]): string {
  const names = new Set(
    manifests.flatMap(({ kind, spec }) => (kind === 'ExternalSecret' ? [spec.secretStoreRef.name as string] : [])),
  );
  const [name, ...others] = names;
  if (name !== undefined && others.length === 0) return name;
  throw new Error(`dist/staging: its ExternalSecrets name ${[...names].join(', ') || 'no'} stores; one is expected`);
}
