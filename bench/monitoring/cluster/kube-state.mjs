import { podState, workloadState } from './kube-state-workloads.mjs';
import { counter, gauge, states } from './series.mjs';
import { nodes, platformNamespaces, pods, workloads } from './workloads.mjs';

const day = 24 * 3600;
const now = Math.floor(Date.now() / 1000);

/** What kube-state-metrics says, as far as rules read it. */
export function kubeState() {
  const series = [
    ...nodes.flatMap(node),
    ...pods.flatMap(podState),
    ...workloads.flatMap(workloadState),
    ...platformNamespaces.flatMap(platform),
    ...['shop', ...platformNamespaces].flatMap(quota),
    ...ownMetrics(),
  ];
  return [{ labels: { job: 'kube-state-metrics', namespace: 'monitoring', instance: '10.0.0.2:8080' }, series }];
}

function node(name, index) {
  const labels = { node: name };
  const conditions = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];
  return [
    gauge('kube_node_info', { ...labels, internal_ip: `10.0.1.${index}`, kubelet_version: 'v1.33.1' }, 1),
    gauge('kube_node_role', { ...labels, role: index < 3 ? 'control-plane' : 'worker' }, 1),
    gauge('kube_node_spec_unschedulable', labels, 0),
    ...conditions.flatMap((condition) =>
      states(
        'kube_node_status_condition',
        { ...labels, condition },
        'status',
        ['true', 'false', 'unknown'],
        condition === 'Ready' ? 'true' : 'false',
      ),
    ),
    ...['kube_node_status_capacity', 'kube_node_status_allocatable'].flatMap((metric) =>
      Object.entries({ cpu: 8, memory: 32e9, pods: 110 }).map(([resource, value]) =>
        gauge(metric, { ...labels, resource }, value),
      ),
    ),
  ];
}

/** Backups and migrations, each with the Jobs that are kept. */
function platform(namespace) {
  const cron = { namespace, cronjob: 'arq-postgres-backup' };
  const jobs = Array.from({ length: 6 }, (_, index) => `arq-postgres-backup-2900000${index}`);
  return [
    gauge('kube_namespace_created', { namespace }, now - 90 * day),
    gauge('kube_cronjob_created', cron, now - 90 * day),
    gauge('kube_cronjob_status_last_successful_time', cron, now - 3600),
    ...jobs.flatMap((name, index) => {
      const job = { namespace, job_name: name };
      const owner = { owner_kind: 'CronJob', owner_name: 'arq-postgres-backup', owner_is_controller: 'true' };
      return [
        gauge('kube_job_owner', { ...job, ...owner }, 1),
        ...states('kube_job_failed', { ...job, reason: 'BackoffLimitExceeded' }, 'condition', truths, 'false'),
        gauge('kube_job_status_active', job, 0),
        gauge('kube_job_status_start_time', job, now - index * day - 3660),
      ];
    }),
    ...['data-arq-postgres-0', 'data-arq-redis-0'].flatMap((claim) => [
      gauge(
        'kube_persistentvolumeclaim_access_mode',
        { ...claimOf(namespace, claim), access_mode: 'ReadWriteOnce' },
        1,
      ),
      ...states(
        'kube_persistentvolume_status_phase',
        { persistentvolume: `${namespace}-${claim}` },
        'phase',
        volumePhases,
        'Bound',
      ),
    ]),
  ];
}

function quota(namespace) {
  return ['requests.cpu', 'requests.memory', 'pods'].flatMap((resource) =>
    ['hard', 'used'].map((type) =>
      gauge('kube_resourcequota', { namespace, resourcequota: 'quota', resource, type }, type === 'hard' ? 40 : 11),
    ),
  );
}

function ownMetrics() {
  const resources = ['Deployment', 'Pod', 'Node', 'StatefulSet', 'Job', 'Namespace'].map((kind) => `*v1.${kind}`);
  const results = ['success', 'error'];
  return [
    gauge('kube_state_metrics_total_shards', {}, 0),
    ...['list', 'watch'].flatMap((verb) =>
      resources.flatMap((resource) =>
        results.map((result) =>
          counter(`kube_state_metrics_${verb}_total`, { resource, result }, result === 'success' ? 0.1 : 0),
        ),
      ),
    ),
  ];
}

const claimOf = (namespace, persistentvolumeclaim) => ({ namespace, persistentvolumeclaim });

const truths = ['true', 'false', 'unknown'];
const volumePhases = ['Pending', 'Available', 'Bound', 'Released', 'Failed'];
