import { type Alert, alert } from '../alert.ts';

/**
 * The kubelet of a node has not reported for five minutes: its pods are started elsewhere. What people notice of it has
 * alerts of its own, so nobody is woken. A node that was removed is not missed.
 */
export function nodeDown(): Alert {
  return alert({
    name: 'NodeDown',
    severity: 'warning',
    for: '5m',
    expression: () => `
      group by (namespace, node) (kube_node_status_condition{condition="Ready",status="true"} == 0)`,
    summary: 'Node {{ $labels.node }} is not ready',
    description: 'For 5 minutes the node {{ $labels.node }} has not been ready; its pods are started on other nodes.',
  });
}
