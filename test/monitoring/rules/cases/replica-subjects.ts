import type { ReleaseStrategy } from '../../../../charts/constructs/releases/release-strategy.ts';
import { namespace, pair, type Told, toldTwice } from './workload-subjects.ts';

/** Every way to release a service: who counts its pods differs. */
export const releases: readonly ReleaseStrategy[] = ['blueGreen', 'rolling'];

/** Who counts the pods, for titles. */
export const counting: Readonly<Record<ReleaseStrategy, string>> = {
  blueGreen: 'the controller of Rollouts',
  rolling: 'kube-state-metrics',
};

const series = {
  blueGreen: { wanted: 'rollout_info_replicas_desired', available: 'rollout_info_replicas_available', label: 'name' },
  rolling: {
    wanted: 'kube_deployment_spec_replicas',
    available: 'kube_deployment_status_replicas_available',
    label: 'deployment',
  },
} as const;

/** Wanted and available pods of a service, as each of two programs that count them tells; what is left out nobody tells. */
export function replicasOf(
  release: ReleaseStrategy,
  workload: string,
  { wanted, available }: { readonly wanted?: Told; readonly available?: Told },
  place = namespace,
): Record<string, string> {
  const { label, ...metrics } = series[release];
  const of = { namespace: place, [label]: workload };
  return {
    ...(wanted === undefined ? {} : toldTwice(metrics.wanted, of, ...pair(wanted))),
    ...(available === undefined ? {} : toldTwice(metrics.available, of, ...pair(available))),
  };
}
