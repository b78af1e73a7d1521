import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { childrenOf } from '../stack/freeze.ts';
import type { LiveStack } from '../stack/live-stack.ts';
import { type ContainerResources, resourcesOf } from './resources.ts';

/** What tells of a cluster that there is not. */
export interface ClusterStandIn {
  readonly port: number;
  /** Tells of this stack from now on; of nothing before. */
  tellOf(stack: LiveStack): void;
  close(): Promise<void>;
}

type Samples = readonly (readonly [name: string, labels: Readonly<Record<string, string>>, value: number])[];

const namespace = 'arq-local';

/** Names of pods as Kubernetes forms them: of a Deployment with two random parts, of a StatefulSet with a number. */
const pods = {
  'arq-backend': { pod: 'arq-backend-6d5f8c7b9d-x2k4q', kind: 'deployment' },
  'arq-frontend': { pod: 'arq-frontend-7c9d6b5f4c-m8z7t', kind: 'deployment' },
  'arq-postgres': { pod: 'arq-postgres-0', kind: 'statefulset' },
  'arq-redis': { pod: 'arq-redis-0', kind: 'statefulset' },
} as const;

type Workload = keyof typeof pods;

/**
 * Publishes the series by which dashboards show containers, replicas and volumes, so that their queries have something to
 * find. It stands in for a cluster and proves nothing about kube-state-metrics or the kubelet: names and labels are those of
 * the catalogue, which was read from the real ones.
 *
 * True are processor time and memory, from the processes themselves; requests and limits, from the manifests in dist/local;
 * and whether a replica is available, from its process. Throttling, restarts, network and volumes are made up.
 */
export async function startClusterStandIn(): Promise<ClusterStandIn> {
  let subject: LiveStack | undefined;
  const started = Date.now();
  const server = createServer((request, response) => {
    const seconds = (Date.now() - started) / 1000;
    const tell = request.url === '/kubelet' ? kubelet : kubeStateMetrics;
    response.setHeader('Content-Type', 'text/plain; version=0.0.4');
    response.end(subject ? exposition(tell(subject, seconds)) : '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    tellOf: (stack) => {
      subject = stack;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function kubeStateMetrics({ pids }: LiveStack): Samples {
  return workloads().flatMap((name): Samples => {
    const { pod, kind } = pods[name];
    const container = { namespace, pod, container: name };
    const available = processOf(pids[name]) === undefined ? 0 : 1;
    const replicas: Samples =
      kind === 'deployment'
        ? [
            ['kube_deployment_spec_replicas', { namespace, deployment: name }, 1],
            ['kube_deployment_status_replicas_available', { namespace, deployment: name }, available],
          ]
        : [
            ['kube_statefulset_replicas', { namespace, statefulset: name }, 1],
            ['kube_statefulset_status_replicas_available', { namespace, statefulset: name }, available],
          ];
    const resources = (set: keyof ContainerResources): Samples =>
      Object.entries(resourcesOf(name)[set]).map(([resource, value]) => [
        `kube_pod_container_resource_${set}`,
        { ...container, resource },
        value,
      ]);
    return [
      ...replicas,
      ...resources('requests'),
      ...resources('limits'),
      ['kube_pod_container_info', { ...container, image_spec: `${name}:live` }, 1],
      ['kube_pod_container_status_restarts_total', container, 0],
      ['kube_pod_container_status_last_terminated_reason', { ...container, reason: 'OOMKilled' }, 0],
    ];
  });
}

function kubelet({ pids }: LiveStack, seconds: number): Samples {
  return workloads().flatMap((name): Samples => {
    const { pod, kind } = pods[name];
    const found = processOf(pids[name]);
    const container = { namespace, pod, container: name };
    const volume = { namespace, persistentvolumeclaim: `data-${pod}` };
    const volumes: Samples = [
      ['kubelet_volume_stats_capacity_bytes', volume, 1024 ** 3],
      ['kubelet_volume_stats_available_bytes', volume, 0.9 * 1024 ** 3 - seconds],
      ['kubelet_volume_stats_inodes', volume, 65_536],
      ['kubelet_volume_stats_inodes_free', volume, 64_000],
    ];
    const usage: Samples = [
      ['container_cpu_usage_seconds_total', container, found?.processorSeconds ?? 0],
      ['container_memory_working_set_bytes', container, found?.residentBytes ?? 0],
      ['container_cpu_cfs_periods_total', container, Math.floor(seconds * 10)],
      ['container_cpu_cfs_throttled_periods_total', container, 0],
      ['container_network_receive_bytes_total', { namespace, pod, interface: 'eth0' }, seconds * 1000],
      ['container_network_transmit_bytes_total', { namespace, pod, interface: 'eth0' }, seconds * 1000],
    ];
    return [...(found ? usage : []), ...(kind === 'statefulset' ? volumes : [])];
  });
}

const workloads = () => Object.keys(pods) as Workload[];

/** Of a process and its children; nothing if it is gone. */
function processOf(pid: number): { readonly processorSeconds: number; readonly residentBytes: number } | undefined {
  try {
    const found = [pid, ...childrenOf(pid)].map(readProcess);
    return {
      processorSeconds: found.reduce((sum, one) => sum + one.ticks, 0) / ticksPerSecond,
      residentBytes: found.reduce((sum, one) => sum + one.pages, 0) * pageSize,
    };
  } catch {
    return undefined;
  }
}

const [ticksPerSecond = 100, pageSize = 4096] = ['CLK_TCK', 'PAGESIZE'].map((name) =>
  Number(execFileSync('getconf', [name], { encoding: 'utf8' })),
);

/** See proc(5): the name in parentheses may hold spaces, and the state follows it. */
function readProcess(pid: number): { readonly ticks: number; readonly pages: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return { ticks: (fields[11] ?? 0) + (fields[12] ?? 0), pages: fields[21] ?? 0 };
}

function exposition(samples: Samples): string {
  return samples
    .map(([name, labels, value]) => {
      const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
      return `${name}{${pairs.join(',')}} ${value}\n`;
    })
    .join('');
}
