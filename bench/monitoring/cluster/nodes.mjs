import { counter, gauge, histogram } from './series.mjs';
import { nodes, pods } from './workloads.mjs';

const modes = ['idle', 'iowait', 'irq', 'nice', 'softirq', 'steal', 'system', 'user'];
const cpus = Array.from({ length: 8 }, (_, cpu) => cpu);
const devices = ['eth0', 'lo', 'veth1a2b', 'veth3c4d', 'veth5e6f', 'cni0'];
const mounts = ['/', '/boot', '/var/lib/kubelet', '/var/lib/containerd'];

/** What node exporters and kubelets say, as far as rules read it. */
export function nodeTargets() {
  return nodes.flatMap((node, index) => {
    const address = `10.0.1.${index}`;
    const exporter = { job: 'node-exporter', namespace: 'node-exporter', instance: `${address}:9100`, node };
    const kubelet = { job: 'kubelet', namespace: 'kube-system', instance: `${address}:10250`, node };
    const withPod = { ...exporter, pod: `node-exporter-x${index}k2p`, container: 'node-exporter' };
    return [
      { labels: withPod, series: nodeExporter() },
      { labels: { ...kubelet, metrics_path: '/metrics' }, series: kubeletMetrics(node) },
      { labels: { ...kubelet, metrics_path: '/metrics/cadvisor' }, series: containers(node) },
    ];
  });
}

function nodeExporter() {
  return [
    ...cpus.flatMap((cpu) =>
      modes.map((mode) => counter('node_cpu_seconds_total', { cpu, mode }, mode === 'idle' ? 0.7 : 0.04)),
    ),
    ...Object.entries(memory).map(([name, bytes]) => gauge(`node_memory_${name}_bytes`, {}, bytes)),
    ...mounts.flatMap(fileSystem),
    ...devices.flatMap(network),
    ...['vda', 'vdb'].flatMap((device) => [
      counter('node_disk_io_time_seconds_total', { device }, 0.1),
      counter('node_disk_io_time_weighted_seconds_total', { device }, 0.2),
    ]),
    ...Object.entries(single).map(([name, value]) => gauge(`node_${name}`, {}, value)),
    counter('node_vmstat_pgmajfault', {}, 0.3),
  ];
}

function fileSystem(mountpoint, index) {
  const labels = { device: `/dev/vda${index + 1}`, fstype: 'ext4', mountpoint };
  return [
    gauge('node_filesystem_avail_bytes', labels, 60e9, -1000),
    gauge('node_filesystem_size_bytes', labels, 100e9),
    gauge('node_filesystem_files_free', labels, 6e6, -0.1),
    gauge('node_filesystem_files', labels, 6.5e6),
    gauge('node_filesystem_readonly', labels, 0),
  ];
}

function network(device) {
  const rates = { bytes: 20_000, packets: 40, drop: 0, errs: 0 };
  return [
    gauge('node_network_up', { device }, 1),
    ...['receive', 'transmit'].flatMap((direction) =>
      Object.entries(rates).map(([what, rate]) => counter(`node_network_${direction}_${what}_total`, { device }, rate)),
    ),
  ];
}

function kubeletMetrics(node) {
  const own = pods.filter((pod) => pod.node === node);
  return [
    gauge('kubelet_node_name', { node }, 1),
    gauge('kubelet_running_pods', {}, own.length),
    ...['memory.available', 'nodefs.available'].map((signal) =>
      counter('kubelet_evictions', { eviction_signal: signal }),
    ),
    gauge('kubelet_certificate_manager_client_ttl_seconds', {}, 8e6),
    gauge('kubelet_certificate_manager_server_ttl_seconds', {}, 8e6),
    counter('kubelet_certificate_manager_client_expiration_renew_errors', {}),
    counter('kubelet_server_expiration_renew_errors', {}),
    ...histogram('kubelet_pleg_relist_duration_seconds', {}, bounds, 1),
    ...['create', 'sync', 'update', 'terminate'].flatMap((type) =>
      histogram('kubelet_pod_worker_duration_seconds', { operation_type: type }, bounds, 0.5),
    ),
    ...own.filter(({ kind }) => kind === 'StatefulSet').flatMap(volume),
    gauge('kubernetes_build_info', { git_version: 'v1.33.1' }, 1),
  ];
}

function volume({ namespace, pod }) {
  const labels = { namespace, persistentvolumeclaim: `data-${pod}` };
  return Object.entries({
    available_bytes: [8e9, -500],
    used_bytes: [2e9, 500],
    capacity_bytes: [10e9, 0],
    inodes: [6e5, 0],
    inodes_free: [5e5, -0.01],
    inodes_used: [1e5, 0.01],
  }).map(([name, [value, rate]]) => gauge(`kubelet_volume_stats_${name}`, labels, value, rate));
}

/** cAdvisor tells of each container, of the one that only holds the network, and of the pod as a whole. */
function containers(node) {
  const usage = ['working_set_bytes', 'rss', 'cache', 'swap'];
  return pods
    .filter((pod) => pod.node === node)
    .flatMap(({ namespace, pod, name }) =>
      [
        { container: name, image: `registry.example/${name}` },
        { container: 'POD', image: 'registry.example/pause' },
        { container: '', image: '' },
      ].flatMap((inside) => {
        const labels = {
          namespace,
          pod,
          ...inside,
          id: `/kubepods/${pod}/${inside.container}`,
          name: inside.container,
        };
        return [
          counter('container_cpu_usage_seconds_total', { ...labels, cpu: 'total' }, 0.1),
          counter('container_cpu_cfs_periods_total', labels, 10),
          counter('container_cpu_cfs_throttled_periods_total', labels, 0.1),
          ...usage.map((what) => gauge(`container_memory_${what}`, labels, 1e8)),
        ];
      }),
    );
}

const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const memory = { MemTotal: 32e9, MemAvailable: 20e9, MemFree: 8e9, Buffers: 1e9, Cached: 10e9, Slab: 1e9 };

const single = {
  load1: 2,
  timex_offset_seconds: 0.001,
  timex_sync_status: 1,
  timex_maxerror_seconds: 0.1,
  filefd_allocated: 4000,
  filefd_maximum: 1e6,
  nf_conntrack_entries: 3000,
  nf_conntrack_entries_limit: 262_144,
  textfile_scrape_error: 0,
};
