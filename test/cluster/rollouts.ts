import type { Cluster } from './cluster.ts';
import { done, notYet, type Progress } from './wait-for.ts';

const hashLabel = 'rollouts-pod-template-hash';

/** Tiers that are released blue-green; each has a Rollout and an active Service of its name. */
export const released = ['arq-backend', 'arq-frontend'] as const;

/** A Rollout, as far as the checks look at it. */
export interface Rollout {
  readonly metadata: { readonly generation: number };
  readonly status?: {
    readonly observedGeneration?: string;
    readonly phase?: string;
    readonly message?: string;
    readonly abort?: boolean;
    readonly stableRS?: string;
    readonly currentPodHash?: string;
  };
}

/** An analysis. */
export interface AnalysisRun {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly status?: { readonly phase?: string; readonly message?: string };
}

/** Release that users reach, by the hash of its pods. */
export function activeHash(cluster: Cluster, namespace: string, name: string): string {
  const service = cluster.get<{ spec: { selector: Record<string, string> } }>(namespace, 'service', name);
  return service.spec.selector[hashLabel] ?? 'none';
}

export function rollout(cluster: Cluster, namespace: string, name: string): Rollout {
  return cluster.get<Rollout>(namespace, 'rollout', name);
}

/** Analyses of a release, as `<when> <phase>`. */
export function analysesOf(cluster: Cluster, namespace: string, name: string, hash: string): string[] {
  const { items } = cluster.get<{ items: AnalysisRun[] }>(namespace, 'analysisruns');
  return phasesOf(items, name, hash);
}

/** Of all analyses, those of one release of one tier. */
export function phasesOf(runs: readonly AnalysisRun[], name: string, hash: string): string[] {
  return runs
    .filter(({ metadata }) => metadata.name.startsWith(`${name}-`) && metadata.labels?.[hashLabel] === hash)
    .map(({ metadata, status }) => `${metadata.labels?.['rollout-type']} ${status?.phase ?? 'Pending'}`)
    .sort();
}

/** How far a release is from being what users reach. */
export function promotion({ metadata, status = {} }: Rollout, active: string): Progress {
  const { observedGeneration, phase, message, abort, stableRS, currentPodHash } = status;
  if (observedGeneration !== String(metadata.generation)) return notYet('the controller has not seen it');
  if (abort) return notYet(`aborted: ${message}`);
  if (phase !== 'Healthy') return notYet(`${phase}: ${message ?? ''}`);
  if (stableRS !== currentPodHash) return notYet(`${stableRS} is stable, not ${currentPodHash}`);
  return active === stableRS ? done : notYet(`users reach ${active}, not ${stableRS}`);
}

/** How far a failed release is from being left for the one before. */
export function abortion({ status = {} }: Rollout, active: string, before: string): Progress {
  const { phase, message, abort, stableRS } = status;
  if (!abort) return notYet(`${phase}: ${message ?? ''}`);
  if (phase !== 'Degraded') return notYet(`aborted, but ${phase}`);
  if (stableRS !== before) return notYet(`${stableRS} is stable, not ${before}`);
  return active === before ? done : notYet(`users reach ${active}, not ${before}`);
}
