import { type Alert, alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';
import { replicaSeries } from './workload-replicas.ts';

/**
 * An exporter cannot be scraped, or is no target any more: of its server nothing is known but what Kubernetes tells. The
 * server itself may well work, so nobody is woken.
 */
export function exporterDown(exporter: Watched): Alert {
  const up = `up{${ofJob(exporter)}}`;
  return alert({
    name: 'ExporterDown',
    severity: 'warning',
    for: '5m',
    // Raw, absent() would bring the job along as a label, and the alert would be another one once the target is back.
    expression: () => `
      (
        sum by (namespace) (${up}) < 1
        or
        group by (namespace) (absent(${up}))
      )
      unless
      max by (namespace) (${replicaSeries(exporter).wanted}) < 1`,
    summary: `${exporter.workload} tells nothing in {{ $labels.namespace }}`,
    description: `For 5 minutes no scrape of ${exporter.workload} has succeeded: its alerts are blind, and its panels are empty.`,
  });
}
