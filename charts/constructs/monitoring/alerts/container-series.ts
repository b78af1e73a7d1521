import { ofContainers, type Watched } from '../watched.ts';

/** The limit of each container, where it has one; two replicas of kube-state-metrics tell it twice. */
export function limitOf(watched: Watched, resource: 'cpu' | 'memory'): string {
  return `max by (namespace, pod, container) (kube_pod_container_resource_limits{${ofContainers(watched)},resource="${resource}"} > 0)`;
}
