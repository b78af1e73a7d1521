import { counter, gauge, states } from './series.mjs';
import { revision } from './workloads.mjs';

/** What is said of one pod and its container. */
export function podState({ namespace, pod: name, name: container, kind, node: host }) {
  const labels = { namespace, pod: name, uid: `uid-of-${name}` };
  const inside = { ...labels, container };
  const ownerKind = hasReplicaSet(kind) ? 'ReplicaSet' : kind;
  const resources = { cpu: 0.5, memory: 512e6 };
  return [
    gauge('kube_pod_info', { ...labels, node: host, created_by_kind: ownerKind, host_ip: '10.0.1.1' }, 1),
    gauge('kube_pod_owner', { ...labels, owner_kind: ownerKind, owner_name: replicaSet(kind, container) }, 1),
    ...states('kube_pod_status_phase', labels, 'phase', phases, 'Running'),
    ...states('kube_pod_status_ready', labels, 'condition', ['true', 'false', 'unknown'], 'true'),
    ...states('kube_pod_status_reason', labels, 'reason', reasons, undefined),
    gauge('kube_pod_container_status_ready', inside, 1),
    counter('kube_pod_container_status_restarts_total', inside),
    gauge('kube_pod_container_status_last_terminated_reason', { ...inside, reason: 'Completed' }, 1),
    ...['kube_pod_container_resource_requests', 'kube_pod_container_resource_limits'].flatMap((metric) =>
      Object.entries(resources).map(([resource, value]) => gauge(metric, { ...inside, node: host, resource }, value)),
    ),
  ];
}

/** What is said of one workload, its autoscaler and its disruption budget. */
export function workloadState({ namespace, name, kind, replicas }) {
  if (hasReplicaSet(kind)) {
    return [
      ...(kind === 'Deployment' ? deployment(namespace, name, replicas) : []),
      ...scaled(namespace, name, kind, replicas),
    ];
  }
  const prefix = `kube_${kind.toLowerCase()}`;
  const labels = { namespace, [kind.toLowerCase()]: name };
  const suffixes = kind === 'StatefulSet' ? statefulSet : daemonSet;
  return [
    ...suffixes.map((suffix) => gauge(`${prefix}_${suffix}`, labels, replicas)),
    ...(kind === 'StatefulSet'
      ? ['current', 'update'].map((at) => gauge(`${prefix}_status_${at}_revision`, { ...labels, revision: 'r1' }, 1))
      : [gauge(`${prefix}_status_number_misscheduled`, labels, 0)]),
    ...['status_observed_generation', 'metadata_generation'].map((suffix) => gauge(`${prefix}_${suffix}`, labels, 4)),
    ...disruptionBudget(namespace, name, replicas),
  ];
}

function deployment(namespace, name, replicas) {
  const labels = { namespace, deployment: name };
  const counts = ['spec_replicas', 'status_replicas_available', 'status_replicas_updated'];
  return [
    ...counts.map((suffix) => gauge(`kube_deployment_${suffix}`, labels, replicas)),
    ...['status_observed_generation', 'metadata_generation'].map((id) => gauge(`kube_deployment_${id}`, labels, 7)),
    ...['Available', 'Progressing'].flatMap((condition) =>
      states('kube_deployment_status_condition', { ...labels, condition }, 'status', truths, 'true'),
    ),
  ];
}

/** What is said of whatever has a ReplicaSet and an autoscaler; of a Rollout itself its controller tells. */
function scaled(namespace, name, kind, replicas) {
  const set = { namespace, replicaset: replicaSet(kind, name) };
  const autoscaler = { namespace, horizontalpodautoscaler: name };
  return [
    gauge('kube_replicaset_owner', { ...set, owner_kind: kind, owner_name: name }, 1),
    ...Object.entries({ spec_min: 2, spec_max: 6, status_current: replicas, status_desired: replicas }).map(
      ([at, value]) => gauge(`kube_horizontalpodautoscaler_${at}_replicas`, autoscaler, value),
    ),
    ...['AbleToScale', 'ScalingActive', 'ScalingLimited'].flatMap((condition) =>
      states('kube_horizontalpodautoscaler_status_condition', { ...autoscaler, condition }, 'status', truths, 'true'),
    ),
    ...disruptionBudget(namespace, name, replicas),
  ];
}

function disruptionBudget(namespace, poddisruptionbudget, replicas) {
  const budget = { namespace, poddisruptionbudget };
  return [
    gauge('kube_poddisruptionbudget_status_desired_healthy', budget, Math.max(0, replicas - 1)),
    gauge('kube_poddisruptionbudget_status_current_healthy', budget, replicas),
  ];
}

const hasReplicaSet = (kind) => kind === 'Deployment' || kind === 'Rollout';
const replicaSet = (kind, name) => (hasReplicaSet(kind) ? `${name}-${revision}` : name);
const phases = ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'];
const reasons = ['Evicted', 'NodeAffinity', 'NodeLost', 'Shutdown', 'SchedulingGated', 'UnexpectedAdmissionError'];
const statefulSet = ['replicas', 'status_replicas_available', 'status_replicas_ready', 'status_replicas_updated'];
const daemonSet = ['current_number', 'desired_number', 'updated_number']
  .map((id) => `status_${id}_scheduled`)
  .concat('status_number_available');
const truths = ['true', 'false', 'unknown'];
