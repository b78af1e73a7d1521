import { type Alert, alert } from '../alert.ts';
import { ofContainers, type Watched } from '../watched.ts';

/**
 * The kernel has ended a container because of its memory, and it was started again within the last ten minutes. Why it ended
 * is told for as long as the pod lives: the restart says when.
 */
export function containerOutOfMemory(watched: Watched): Alert {
  const of = ofContainers(watched);
  return alert({
    name: 'ContainerOutOfMemory',
    severity: 'warning',
    expression: () => `
      max by (namespace, pod, container) (changes(kube_pod_container_status_restarts_total{${of}}[10m])) >= 1
      and
      max by (namespace, pod, container) (kube_pod_container_status_last_terminated_reason{${of},reason="OOMKilled"}) == 1`,
    summary: '{{ $labels.pod }} ran out of memory in {{ $labels.namespace }}',
    description:
      'Container {{ $labels.container }} of {{ $labels.pod }} reached its memory limit within the last 10 minutes, was ' +
      'killed and started again.',
  });
}
