import { type Alert, alert } from '../alert.ts';
import { ofContainers, ofJob, type Watched } from '../watched.ts';

/**
 * A pod takes requests, but its metrics have not been scraped for five minutes: it hangs in part, its targets are wrong,
 * or a network policy is in the way. What it does is unseen. If that is so for all pods, the service's own alert is louder.
 *
 * Of a Rollout, pods of the colour that is kept to be returned to are ready as well, and nobody scrapes them on purpose:
 * only targets that are known are asked after.
 */
export function targetDown(watched: Watched): Alert {
  return alert({
    name: 'TargetDown',
    severity: 'warning',
    for: '5m',
    expression: () => `
      max by (namespace, pod) (kube_pod_container_status_ready{${ofContainers(watched)}}) == 1
      ${watched.kind === 'Rollout' ? 'and' : 'unless'} on (namespace, pod)
      max by (namespace, pod) (max_over_time(up{${ofJob(watched)}}[1m])) ${watched.kind === 'Rollout' ? '<' : '=='} 1`,
    summary: 'No metrics of {{ $labels.pod }} in {{ $labels.namespace }}',
    description: `Pod {{ $labels.pod }} of ${watched.workload} is ready, but no scrape of it has succeeded for 5 minutes.`,
  });
}
