import { type Alert, alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';

/** Numbers of `EventLoopLag`. */
export type EventLoopLagThresholds = {
  /** Seconds at the 99th percentile. @default 0.1: a third of the 0.3 s in which an answer is to be given; idle is 0.01 */
  readonly lagSeconds: number;
};

const defaults: EventLoopLagThresholds = { lagSeconds: 0.1 };

/** Work in JavaScript keeps everything else in the process waiting. prom-client measures it anew between two scrapes. */
export function eventLoopLag(watched: Watched, thresholds: Partial<EventLoopLagThresholds> = {}): Alert {
  const chosen = { ...defaults, ...thresholds };
  return alert({
    name: 'EventLoopLag',
    severity: 'warning',
    for: '5m',
    thresholds: chosen,
    expression: ({ lagSeconds }) =>
      `max by (namespace, pod) (avg_over_time(nodejs_eventloop_lag_p99_seconds{${ofJob(watched)}}[2m])) > ${lagSeconds}`,
    summary: `The event loop of ${watched.workload} lags by {{ $value | humanizeDuration }} in {{ $labels.namespace }}`,
    description:
      `For 5 minutes one in a hundred turns of the event loop of ${watched.workload} ({{ $labels.pod }}) has been ` +
      `{{ $value | humanizeDuration }} late; ${chosen.lagSeconds} s is the limit.`,
  });
}
