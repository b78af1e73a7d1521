import type { Container, Entry } from './model.ts';

/** A ConfigMap or Secret that a pod reads. */
export interface PodReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** One key of it; all of them where it is left out. */
  readonly key?: string;
  readonly optional?: boolean;
}

/** Everything that a pod reads from ConfigMaps and Secrets, by whatever way. */
export function podReferences(pod: any): PodReference[] {
  const containers: Container[] = [...(pod.initContainers ?? []), ...(pod.containers ?? [])];
  return [
    ...(pod.volumes ?? []).flatMap(ofVolume),
    ...(pod.imagePullSecrets ?? []).map(({ name }: { name: string }) => ({ kind: 'Secret', name })),
    ...containers.flatMap(({ env = [], envFrom = [] }) => [...env.flatMap(ofVariable), ...envFrom.flatMap(ofSource)]),
  ];
}

/** Names of the claims that a pod mounts. */
export function claimNames(pod: Loose): string[] {
  return (pod.volumes ?? []).flatMap((volume: Loose) => volume.persistentVolumeClaim?.claimName ?? []);
}

type Loose = any;

function ofVolume({ configMap, secret, projected }: Loose): PodReference[] {
  const sources: Loose[] = projected?.sources ?? [];
  return [
    ...(configMap ? ofFiles('ConfigMap', configMap.name, configMap) : []),
    ...(secret ? ofFiles('Secret', secret.secretName, secret) : []),
    ...sources.flatMap((source) => [
      ...(source.configMap ? ofFiles('ConfigMap', source.configMap.name, source.configMap) : []),
      ...(source.secret ? ofFiles('Secret', source.secret.name, source.secret) : []),
    ]),
  ];
}

function ofFiles(kind: PodReference['kind'], name: string, { items, optional }: Loose): PodReference[] {
  if (!items?.length) return [{ kind, name, optional }];
  return items.map(({ key }: { key: string }) => ({ kind, name, key, optional }));
}

function ofVariable({ valueFrom }: Loose): PodReference[] {
  const { configMapKeyRef: config, secretKeyRef: secret } = valueFrom ?? {};
  if (config) return [{ kind: 'ConfigMap', name: config.name, key: config.key, optional: config.optional }];
  if (secret) return [{ kind: 'Secret', name: secret.name, key: secret.key, optional: secret.optional }];
  return [];
}

function ofSource({ configMapRef: config, secretRef: secret }: Loose): PodReference[] {
  if (config) return [{ kind: 'ConfigMap', name: config.name, optional: config.optional }];
  if (secret) return [{ kind: 'Secret', name: secret.name, optional: secret.optional }];
  return [];
}

/** Name of the Secret that an ExternalSecret makes: its own, unless it says otherwise. */
export function targetOf({ metadata, spec }: Entry['object']): string {
  return spec?.target?.name ?? metadata.name;
}
