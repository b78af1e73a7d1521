import { type Alert, alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { probeSeries } from './probe-series.ts';
import { percent, requireShare } from './share.ts';
import { replicaSeries } from './workload-replicas.ts';

/** Numbers of `ProbeUnreliable`. */
export type ProbeUnreliableThresholds = {
  /** Share of fetches within a quarter of an hour that has to succeed. @default 0.9: a rollout or restart costs fewer */
  readonly successShare: number;
};

const defaults: ProbeUnreliableThresholds = { successShare: 0.9 };

/**
 * A page can be fetched at times only: one pod fails while others serve, or the way there is bad. It has to go on: an outage
 * that was over three minutes ago is told by another alert.
 */
export function probeUnreliable(
  watched: Watched,
  probeJob: string,
  thresholds: Partial<ProbeUnreliableThresholds> = {},
): Alert {
  const { workload } = watched;
  const fetched = probeSeries(watched, probeJob);
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.successShare, `ProbeUnreliable of ${workload}: successShare`);
  return alert({
    name: 'ProbeUnreliable',
    severity: 'warning',
    for: '5m',
    role: 'symptom',
    thresholds: chosen,
    expression: ({ successShare }) => `
      max by (namespace) (avg_over_time(${fetched}[15m])) < ${successShare}
      and
      max by (namespace) (min_over_time(${fetched}[3m])) < 1
      unless
      max by (namespace) (${replicaSeries(watched).wanted}) < 1`,
    summary: `The page of ${workload} fails at times in {{ $labels.namespace }}`,
    description:
      `Within 15 minutes {{ $value | humanizePercentage }} of the fetches of a page of ${workload} succeeded, less ` +
      `than ${percent(chosen.successShare)}.`,
  });
}
