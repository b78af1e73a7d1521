import type { Alert } from '../alert.ts';
import { replicaSeries } from '../alerts/workload-replicas.ts';
import { ofAutoscaler, ofContainers, ofPods, type Watched } from '../watched.ts';
import { cores, cpuShare, memory, memoryShare } from './container-usage.ts';
import type { Panel } from './panel.ts';
import type { SubjectRow } from './subject.ts';
import { redFrom } from './threshold.ts';

/** What is known of a workload's pods. */
export interface ContainerFacts {
  /** The alerts of the workload, for the lines at which they fire. */
  readonly alerts: readonly Alert[];
  /** @default false: the number of pods is fixed */
  readonly autoscaled?: boolean;
}

const window = '$__rate_interval';
const width = 6;

/** Use, saturation and errors of the containers of a workload. */
export function containerRows(watched: Watched, { alerts, autoscaled = false }: ContainerFacts): SubjectRow[] {
  return [
    {
      title: `${watched.workload}: containers`,
      subject: 'containers',
      panels: [
        cpuShare(watched, alerts),
        cores(watched),
        memoryShare(watched, alerts),
        memory(watched),
        throttling(watched, alerts),
        pods(watched, autoscaled),
        restarts(watched),
        network(watched),
      ],
    },
  ];
}

function throttling(watched: Watched, alerts: readonly Alert[]): Panel {
  const of = ofContainers(watched);
  const periods = (name: string) =>
    `max by (namespace, pod, container) (increase(container_cpu_cfs_${name}_total{${of}}[${window}]))`;
  return {
    title: 'CPU throttled',
    description:
      'Share of the scheduler’s periods in which a container had to wait for its limit. Above the dashed line answers ' +
      'take longer than they need to.',
    unit: 'percentunit',
    maximum: 1,
    width,
    queries: [{ expression: `${periods('throttled_periods')} / ${periods('periods')}`, legend: '{{pod}}' }],
    ...redFrom(alerts, 'ContainerThrottled', 'periodShare'),
  };
}

function pods(watched: Watched, autoscaled: boolean): Panel {
  const { wanted, available } = replicaSeries(watched);
  const maximum = `kube_horizontalpodautoscaler_spec_max_replicas{${ofAutoscaler(watched)}}`;
  return {
    title: 'Pods',
    description: autoscaled
      ? 'Worry when fewer are available than wanted, or as many are wanted as there may be: load finds no more pods.'
      : 'Worry when fewer are available than wanted.',
    unit: 'none',
    width,
    queries: [
      { expression: `max(${available})`, legend: 'available' },
      { expression: `max(${wanted})`, legend: 'wanted' },
      ...(autoscaled ? [{ expression: `max(${maximum})`, legend: 'maximum' }] : []),
    ],
  };
}

function restarts(watched: Watched): Panel {
  const of = ofContainers(watched);
  return {
    title: 'Restarts',
    description:
      'Restarts of containers within ten minutes, and containers that the kernel ended last for want of memory. Any is ' +
      'worth a look at the log of the container before.',
    unit: 'none',
    width,
    queries: [
      {
        expression: `max by (pod) (changes(kube_pod_container_status_restarts_total{${of}}[10m]))`,
        legend: '{{pod}}',
      },
      {
        expression: `sum(kube_pod_container_status_last_terminated_reason{${of},reason="OOMKilled"}) or vector(0)`,
        legend: 'out of memory',
      },
    ],
  };
}

function network(watched: Watched): Panel {
  const of = ofPods(watched);
  return {
    title: 'Network',
    description: 'Bytes a second of all pods. A fall to 0 while pods are available means that nothing reaches them.',
    unit: 'Bps',
    width,
    queries: [
      { expression: `sum(rate(container_network_receive_bytes_total{${of}}[${window}]))`, legend: 'received' },
      { expression: `sum(rate(container_network_transmit_bytes_total{${of}}[${window}]))`, legend: 'sent' },
    ],
  };
}
