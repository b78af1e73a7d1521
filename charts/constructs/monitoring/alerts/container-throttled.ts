import { type Alert, alert } from '../alert.ts';
import { ofContainers, type Watched } from '../watched.ts';
import { percent, requireShare } from './share.ts';

/** Numbers of `ContainerThrottled`. */
export type ContainerThrottledThresholds = {
  /** Share of the scheduler's periods in which it had to wait. @default 0.25: below it, waits hide among other delays */
  readonly periodShare: number;
};

const defaults: ContainerThrottledThresholds = { periodShare: 0.25 };

/** A container is made to wait for processors that may well be idle: its limit is low for the bursts that it works in. */
export function containerThrottled(watched: Watched, thresholds: Partial<ContainerThrottledThresholds> = {}): Alert {
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.periodShare, `ContainerThrottled of ${watched.workload}: periodShare`);
  const periods = (name: string) =>
    `max by (namespace, pod, container) (increase(container_cpu_cfs_${name}_total{${ofContainers(watched)}}[5m]))`;
  return alert({
    name: 'ContainerThrottled',
    severity: 'info',
    for: '15m',
    thresholds: chosen,
    expression: ({ periodShare }) => `
      ${periods('throttled_periods')}
      /
      ${periods('periods')}
      > ${periodShare}`,
    summary: '{{ $labels.pod }} is throttled {{ $value | humanizePercentage }} of the time in {{ $labels.namespace }}',
    description:
      'Container {{ $labels.container }} of {{ $labels.pod }} has had to wait for its CPU limit in more than ' +
      `${percent(chosen.periodShare)} of the scheduler's periods for 15 minutes.`,
  });
}
