import { type Alert, alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { probeSeries } from './probe-series.ts';
import { requireShare } from './share.ts';

/** Numbers of `EdgeDown`. */
export type EdgeDownThresholds = {
  /** Share of the fetches within a minute that has to succeed. @default 0.5: one that is lost is no outage */
  readonly successShare: number;
};

const defaults: EdgeDownThresholds = { successShare: 0.5 };

/**
 * The public page cannot be fetched: users see nothing, whatever works behind it. It has to be so at two evaluations: a
 * restart of 40 s passes in silence, an outage is told after 90 to 150 s.
 */
export function edgeDown(watched: Watched, probeJob: string, thresholds: Partial<EdgeDownThresholds> = {}): Alert {
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.successShare, `EdgeDown of ${watched.workload}: successShare`);
  return alert({
    name: 'EdgeDown',
    severity: 'critical',
    for: '1m',
    role: 'both',
    thresholds: chosen,
    expression: ({ successShare }) => `
      max by (namespace, instance) (avg_over_time(${probeSeries(watched, probeJob)}[1m])) < ${successShare}`,
    summary: '{{ $labels.instance }} cannot be reached',
    description:
      'For more than a minute {{ $labels.instance }} could not be fetched through the gateway, from within the cluster: users ' +
      'see nothing.',
  });
}
