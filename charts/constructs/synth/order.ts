import { waveOf } from '../gitops/sync-wave.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';

/** Kinds in the order in which one reads a tier: where it lives, who it is, what it knows, what it runs, who reaches it. */
const kinds = [
  'Namespace',
  'AppProject',
  'ResourceQuota',
  'LimitRange',
  'Role',
  'RoleBinding',
  'ServiceAccount',
  'NetworkPolicy',
  'ExternalSecret',
  'ConfigMap',
  'PersistentVolumeClaim',
  'StatefulSet',
  'Deployment',
  'AnalysisTemplate',
  'Rollout',
  'CronJob',
  'Job',
  'Service',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'Issuer',
  'Certificate',
  'Gateway',
  'HTTPRoute',
  'Ingress',
];

/** The objects of a file in an order that does not depend on the order of construction: wave, kind, name. */
export function inReadingOrder(objects: readonly KubernetesObject[]): KubernetesObject[] {
  return [...objects].sort(
    (a, b) =>
      waveOf(a) - waveOf(b) ||
      rank(a) - rank(b) ||
      compare(a.kind, b.kind) ||
      compare(a.metadata.name, b.metadata.name) ||
      compare(a.apiVersion, b.apiVersion) ||
      compare(a.metadata.namespace ?? '', b.metadata.namespace ?? ''),
  );
}

function rank({ kind }: KubernetesObject): number {
  const index = kinds.indexOf(kind);
  return index < 0 ? kinds.length : index;
}

/** By code unit: the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
