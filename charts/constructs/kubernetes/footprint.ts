import { revisionsAtOnce } from '../releases/release-strategy.ts';
import type { KubernetesObject } from './manifest.ts';
import { findPodSpec } from './pod-spec.ts';
import { tryParseQuantity } from './quantity.ts';

/** Resources that a quota counts for pods. */
export const countedResources = ['cpu', 'memory', 'ephemeral-storage'] as const;

type Amounts = Record<(typeof countedResources)[number], number>;

/** What a set of objects needs when everything runs at its largest. */
export interface Footprint {
  pods: number;
  requests: Amounts;
  limits: Amounts;
  /** Largest limits of a single container. */
  largestContainer: Amounts;
  claims: number;
  /** Bytes of all volume claims. */
  storage: number;
  /** Bytes of the largest volume claim. */
  largestClaim: number;
}

const none = (): Amounts => ({ cpu: 0, memory: 0, 'ephemeral-storage': 0 });

/** Sums what the workloads among `objects` need at most. */
export function footprintOf(objects: readonly KubernetesObject[]): Footprint {
  const sum: Footprint = {
    pods: 0,
    requests: none(),
    limits: none(),
    largestContainer: none(),
    claims: 0,
    storage: 0,
    largestClaim: 0,
  };
  const maximums = new Map(
    objects
      .filter(({ kind, spec }) => kind === 'HorizontalPodAutoscaler' && spec?.scaleTargetRef)
      .map(({ spec }) => [`${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`, Number(spec.maxReplicas)]),
  );
  for (const object of objects) {
    const pods = maximumPods(object, maximums);
    addPods(sum, object, pods);
    addClaims(sum, object, pods);
  }
  return sum;
}

/**
 * Pods that can exist at once. Twice the replicas of a Deployment: a rollout starts the new revision's pods while the
 * old ones, still counted by the quota, finish their last requests. A Rollout may keep the colour before them as well. Of
 * an analysis one Job runs at a time.
 */
function maximumPods(object: KubernetesObject, autoscaled: ReadonlyMap<string, number>): number {
  if (object.kind === 'Job' || object.kind === 'CronJob' || object.kind === 'AnalysisTemplate') return 1;
  const replicas: number = autoscaled.get(`${object.kind}/${object.metadata.name}`) ?? object.spec?.replicas ?? 1;
  if (object.kind === 'StatefulSet') return replicas;
  return replicas * revisionsAtOnce(object.kind === 'Rollout' ? 'blueGreen' : 'rolling');
}

function addPods(sum: Footprint, object: KubernetesObject, pods: number): void {
  const pod = findPodSpec(object);
  if (!pod) return;
  const initContainers: unknown[] = pod.initContainers ?? [];
  sum.pods += pods;
  for (const resource of countedResources) {
    sum.requests[resource] += pods * effective('requests', resource, pod.containers, initContainers);
    sum.limits[resource] += pods * effective('limits', resource, pod.containers, initContainers);
    const largest = Math.max(...[...pod.containers, ...initContainers].map(of('limits', resource)));
    sum.largestContainer[resource] = Math.max(sum.largestContainer[resource], largest);
  }
}

type Kind = 'requests' | 'limits';
type Resource = (typeof countedResources)[number];

/** What a pod counts for: its containers together, or the largest of those that run alone before them. */
function effective(kind: Kind, resource: Resource, containers: unknown[], initContainers: unknown[]): number {
  const together = containers.map(of(kind, resource)).reduce((a, b) => a + b, 0);
  return Math.max(together, ...initContainers.map(of(kind, resource)));
}

function of(kind: Kind, resource: Resource) {
  return (container: unknown) =>
    amount((container as { resources?: Record<Kind, Record<Resource, string>> }).resources?.[kind]?.[resource]);
}

function addClaims(sum: Footprint, object: KubernetesObject, pods: number): void {
  const claims = object.kind === 'PersistentVolumeClaim' ? [object] : (object.spec?.volumeClaimTemplates ?? []);
  const copies = object.kind === 'PersistentVolumeClaim' ? 1 : pods;
  for (const claim of claims) {
    const size = amount(claim.spec?.resources?.requests?.storage);
    sum.claims += copies;
    sum.storage += size * copies;
    sum.largestClaim = Math.max(sum.largestClaim, size);
  }
}

const amount = (quantity: string | number | undefined) => tryParseQuantity(quantity ?? 0) ?? 0;
