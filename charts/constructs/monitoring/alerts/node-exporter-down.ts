import { type Alert, alert } from '../alert.ts';

/** The exporter of one node does not answer: nothing is known of its disks and memory. If all are gone, `TargetsMissing` tells. */
export function nodeExporterDown(job: string): Alert {
  return alert({
    name: 'ExporterDown',
    severity: 'warning',
    for: '10m',
    expression: () => `group by (namespace, instance) (up{job="${job}"} == 0)`,
    summary: '{{ $labels.instance }} tells nothing of its node',
    description: `For 10 minutes no scrape of ${job} on {{ $labels.instance }} has succeeded: alerts of the node are blind.`,
  });
}
