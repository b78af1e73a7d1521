/**
 * Argo CD applies lower waves first and waits until they are healthy. Waves order what one sync creates; within a wave
 * Argo CD has its own order of kinds.
 */
export const syncWave = {
  /** Argo CD projects, before the Applications in them. */
  project: -5,
  /** The Namespace, before anything that lives in it. */
  namespace: -4,
  /** Configuration, identity, permissions and network policies. */
  configuration: -3,
  /** Databases and caches. */
  data: -2,
  /** Monitors and rules, which nothing waits for: a release is watched from its first pod on. */
  monitoring: -1,
  /** Jobs that a release needs to have succeeded before its first pod starts, such as migrations. */
  release: -1,
  /** Everything that serves users. */
  workload: 0,
  /** What routes traffic to the workloads. */
  edge: 1,
  /** Autoscalers last: Argo CD calls them degraded until their first metrics, and nothing should wait for those. */
  autoscaler: 2,
} as const;

const annotation = 'argocd.argoproj.io/sync-wave';

/** The annotation that puts an object into a wave. */
export function inWave(wave: number): Record<string, string> {
  return { [annotation]: String(wave) };
}

interface Annotated {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
}

/** The wave that is written on an object, if any. */
export function writtenWave({ metadata }: Annotated): string | undefined {
  return metadata?.annotations?.[annotation];
}

/** Whether Argo CD can read a wave. */
export function isWave(text: string): boolean {
  return /^[+-]?\d+$/.test(text);
}

/** The wave of an object as Argo CD reads it: 0 where none is written, or none that it can read. */
export function waveOf(object: Annotated): number {
  const written = writtenWave(object) ?? '0';
  return isWave(written) ? Number(written) : 0;
}

/** Has an object applied on Argo CD's side, whatever its Application does: other fields stay as a controller wrote them. */
export const appliedByClient = { 'argocd.argoproj.io/sync-options': 'ServerSideApply=false' } as const;

/**
 * Keeps an object that Git no longer names, and calls nothing out of sync for it: the pods of an older revision may still
 * need it. Whoever finds it in the way deletes it by hand.
 */
export const neverPruned = {
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
} as const;

/**
 * Keeps an object through a prune and through the deletion of its Application. The two options are independent: one
 * without the other still loses data.
 */
export const neverDeleted = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } as const;
