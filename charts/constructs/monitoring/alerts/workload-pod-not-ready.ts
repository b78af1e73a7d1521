import { type Alert, alert } from '../alert.ts';
import { ofContainers, ofPods, type Watched } from '../watched.ts';

/**
 * A pod has not taken requests for a quarter of an hour: it does not start, fails its readiness probe, or finds no node. A
 * container that was not created yet tells nothing, so pending pods are asked for by their phase. What is left of a pod
 * that was evicted is no pod that anybody waits for.
 */
export function podNotReady(watched: Watched): Alert {
  return alert({
    name: 'PodNotReady',
    severity: 'warning',
    for: '15m',
    expression: () => `
      (
        max by (namespace, pod) (kube_pod_container_status_ready{${ofContainers(watched)}}) < 1
        unless
        max by (namespace, pod) (kube_pod_status_phase{${ofPods(watched)},phase=~"Failed|Succeeded"}) == 1
      )
      or
      max by (namespace, pod) (kube_pod_status_phase{${ofPods(watched)},phase=~"Pending|Unknown"}) == 1`,
    summary: '{{ $labels.pod }} is not ready in {{ $labels.namespace }}',
    description: `Pod {{ $labels.pod }} of ${watched.workload} has not been ready for 15 minutes.`,
  });
}
