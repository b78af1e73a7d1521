import { type Alert, alert } from '../alert.ts';

/** Numbers of `NodeClockSkew`. */
export type NodeClockSkewThresholds = {
  /** Distance from the time of its source, either way. @default 0.05: a healthy clock stays within milliseconds */
  readonly offsetSeconds: number;
};

const defaults: NodeClockSkewThresholds = { offsetSeconds: 0.05 };

/** The clock of a node drifts from the time of its source: signatures seem expired, and events out of order. */
export function nodeClockSkew(job: string, thresholds: Partial<NodeClockSkewThresholds> = {}): Alert {
  return alert({
    name: 'NodeClockSkew',
    severity: 'warning',
    for: '10m',
    thresholds: { ...defaults, ...thresholds },
    expression: ({ offsetSeconds }) => `
      max by (namespace, instance) (abs(node_timex_offset_seconds{job="${job}"})) > ${offsetSeconds}`,
    summary: 'The clock of {{ $labels.instance }} is off by {{ $value | humanizeDuration }}',
    description:
      'For 10 minutes the clock of the node {{ $labels.instance }} has been off by {{ $value | humanizeDuration }}: ' +
      'sign-ins fail, and events are told out of order.',
  });
}
