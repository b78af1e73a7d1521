import { type Alert, alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { probeSeries } from './probe-series.ts';

/** Nobody looks at the page from outside: the blackbox exporter is away, or does not know of it. */
export function probeMissing(watched: Watched, probeJob: string): Alert {
  return alert({
    name: 'ProbeMissing',
    severity: 'warning',
    for: '10m',
    expression: () => `group by (namespace) (absent(${probeSeries(watched, probeJob)}))`,
    summary: `The page of ${watched.workload} is not fetched in {{ $labels.namespace }}`,
    description:
      `For 10 minutes there was no word of whether the page of ${watched.workload} can be fetched: the blackbox ` +
      'exporter is away, or its target is missing.',
  });
}
