import type { Alert } from '../alert.ts';
import { limitOf } from '../alerts/container-series.ts';
import { ofContainers, type Watched } from '../watched.ts';
import type { Panel, Query } from './panel.ts';
import { redFrom } from './threshold.ts';

const window = '$__rate_interval';
const width = 6;

function cpuUsed(watched: Watched): string {
  const used = `rate(container_cpu_usage_seconds_total{${ofContainers(watched)}}[${window}])`;
  return `max by (namespace, pod, container) (${used})`;
}

function memoryUsed(watched: Watched): string {
  return `max by (namespace, pod, container) (container_memory_working_set_bytes{${ofContainers(watched)}})`;
}

/** Lines for what a container has asked for and what it may have. */
function bounds(watched: Watched, resource: 'cpu' | 'memory'): Query[] {
  const of = `${ofContainers(watched)},resource="${resource}"`;
  return [
    { expression: `max(kube_pod_container_resource_requests{${of}})`, legend: 'request' },
    { expression: `max(kube_pod_container_resource_limits{${of}})`, legend: 'limit' },
  ];
}

export function cpuShare(watched: Watched, alerts: readonly Alert[]): Panel {
  return {
    title: 'CPU of its limit',
    description: 'Share of the limit by pod. Above the dashed line for five minutes HighCPUUsage fires.',
    unit: 'percentunit',
    maximum: 1,
    width,
    queries: [{ expression: `${cpuUsed(watched)} / ${limitOf(watched, 'cpu')}`, legend: '{{pod}}' }],
    ...redFrom(alerts, 'HighCPUUsage', 'limitShare'),
  };
}

export function cores(watched: Watched): Panel {
  return {
    title: 'CPU',
    description:
      'Cores in use by pod, and what each pod asks for and may have. Far below the request for days: ask for less.',
    unit: 'short',
    width,
    queries: [{ expression: cpuUsed(watched), legend: '{{pod}}' }, ...bounds(watched, 'cpu')],
  };
}

export function memoryShare(watched: Watched, alerts: readonly Alert[]): Panel {
  return {
    title: 'Memory of its limit',
    description:
      'Share of the limit by pod; at 100 % the kernel ends the container. Above the dashed line HighMemoryUsage fires.',
    unit: 'percentunit',
    maximum: 1,
    width,
    queries: [{ expression: `${memoryUsed(watched)} / ${limitOf(watched, 'memory')}`, legend: '{{pod}}' }],
    // Redis is watched by its own memory: the alert of that name has another threshold there.
    ...(alerts.some(({ name, thresholds }) => name === 'HighMemoryUsage' && 'limitShare' in thresholds)
      ? redFrom(alerts, 'HighMemoryUsage', 'limitShare')
      : {}),
  };
}

export function memory(watched: Watched): Panel {
  return {
    title: 'Memory',
    description:
      'Working set by pod, page cache in use included. Worry when it climbs for hours and never falls: a leak.',
    unit: 'bytes',
    width,
    queries: [{ expression: memoryUsed(watched), legend: '{{pod}}' }, ...bounds(watched, 'memory')],
  };
}
