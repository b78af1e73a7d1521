/**
 * A workload of the cluster that is looked at.
 * @typedef {object} Workload
 * @property {string} namespace
 * @property {string} name of the workload and of its container
 * @property {'Deployment' | 'Rollout' | 'StatefulSet' | 'DaemonSet'} kind
 * @property {number} replicas
 */

export const nodes = Array.from({ length: 8 }, (_, index) => `node-${index}`);

/** Hash of the revision that all pods are of. */
export const revision = '6d4cf56db6';

/** Namespaces that hold the platform; the rules of one of them are evaluated. */
export const platformNamespaces = ['arq-staging', 'arq-production'];

const namespaces = {
  shop: [...numbered('service', 2, 2), ...numbered('store', 1, 2, 'StatefulSet')],
  monitoring: [
    workload('kube-state-metrics', 1),
    workload('grafana', 1),
    workload('prometheus', 2, 'StatefulSet'),
    workload('alertmanager', 3, 'StatefulSet'),
  ],
  'node-exporter': [workload('node-exporter', nodes.length, 'DaemonSet')],
  'kube-system': [workload('coredns', 2), workload('cni', nodes.length, 'DaemonSet')],
};

const platform = [
  workload('arq-backend', 3, 'Rollout'),
  workload('arq-frontend', 3, 'Rollout'),
  workload('arq-postgres', 1, 'StatefulSet'),
  workload('arq-redis', 1, 'StatefulSet'),
  workload('arq-postgres-exporter', 1),
  workload('arq-redis-exporter', 1),
  workload('arq-blackbox-exporter', 1),
];

/** @type {readonly Workload[]} */
export const workloads = [
  ...platformNamespaces.flatMap((namespace) => platform.map((each) => ({ namespace, ...each }))),
  ...Object.entries(namespaces).flatMap(([namespace, all]) => all.map((each) => ({ namespace, ...each }))),
];

/** Every pod with its workload and its node. */
export const pods = workloads
  .flatMap((each) => Array.from({ length: each.replicas }, (_, index) => ({ ...each, pod: podName(each, index) })))
  .map((pod, index) => ({ ...pod, node: nodes[index % nodes.length] }));

/** Names as Kubernetes makes them up, from the letters that it uses. */
function podName({ kind, name }, index) {
  if (kind === 'StatefulSet') return `${name}-${index}`;
  const random = `x${'bcdfghjklmnpqrst'[index]}k2p`;
  return kind === 'DaemonSet' ? `${name}-${random}` : `${name}-${revision}-${random}`;
}

function workload(name, replicas, kind = 'Deployment') {
  return { name, replicas, kind };
}

function numbered(name, count, replicas, kind) {
  return Array.from({ length: count }, (_, index) => workload(`${name}-${index}`, replicas, kind));
}
