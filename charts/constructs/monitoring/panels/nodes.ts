import type { Alert } from '../alert.ts';
import { type NodeFacts, nodeAlerts } from '../alerts/node.ts';
import { usedShare } from '../alerts/volume-used-share.ts';
import type { Panel } from './panel.ts';
import type { SubjectRow } from './subject.ts';
import { redFrom, thresholdOf } from './threshold.ts';

const window = '$__rate_interval';
const legend = '{{instance}}';
/** In memory, or full by nature. */
const real = 'fstype!~"tmpfs|ramfs|overlay|squashfs|erofs|iso9660"';

/** Rows about the machines below: use, saturation and errors of each node. */
export function nodeRows(facts: NodeFacts): SubjectRow[] {
  const of = `job="${facts.job}"`;
  const alerts = nodeAlerts(facts);
  return [
    {
      title: 'Nodes',
      subject: 'nodes',
      panels: [
        cpu(of, alerts),
        load(of),
        memory(of, alerts),
        disks(of, alerts),
        diskTime(of),
        network(of),
        networkErrors(of),
        clock(of, alerts),
      ].map((panel) => ({ ...panel, width: 6 })),
    },
  ];
}

function cpu(of: string, alerts: readonly Alert[]): Panel {
  return {
    title: 'CPU',
    description: 'Share of all processors. Above the dashed line for ten minutes HighCPUUsage fires.',
    unit: 'percentunit',
    maximum: 1,
    queries: [
      {
        expression:
          'avg by (instance) (sum by (instance, cpu) ' +
          `(rate(node_cpu_seconds_total{${of},mode!~"idle|iowait"}[${window}])))`,
        legend,
      },
    ],
    ...redFrom(alerts, 'HighCPUUsage', 'usedShare'),
  };
}

function load(of: string): Panel {
  return {
    title: 'Load of a processor',
    description: 'Processes that run or wait, per processor. Above 1 for long, some always wait.',
    unit: 'short',
    queries: [
      {
        expression:
          `max by (instance) (node_load5{${of}}) / ` +
          `count by (instance) (rate(node_cpu_seconds_total{${of},mode="idle"}[${window}]))`,
        legend,
      },
    ],
    limits: { red: 1 },
  };
}

function memory(of: string, alerts: readonly Alert[]): Panel {
  return {
    title: 'Memory',
    description: 'Share in use, caches that can be given back left out. Above the dashed line HighMemoryUsage fires.',
    unit: 'percentunit',
    maximum: 1,
    queries: [
      {
        expression: usedShare(`node_memory_MemAvailable_bytes{${of}}`, `node_memory_MemTotal_bytes{${of}}`, 'instance'),
        legend,
      },
    ],
    ...redFrom(alerts, 'HighMemoryUsage', 'usedShare'),
  };
}

function disks(of: string, alerts: readonly Alert[]): Panel {
  return {
    title: 'Disks',
    description: 'Share of each device. Above the dashed line the kubelet deletes images, and evicts pods soon after.',
    unit: 'percentunit',
    maximum: 1,
    queries: [
      {
        expression: usedShare(
          `node_filesystem_avail_bytes{${of},${real}}`,
          `node_filesystem_size_bytes{${of},${real}}`,
          'instance, device',
        ),
        legend: '{{instance}} {{device}}',
      },
    ],
    ...redFrom(alerts, 'LowDiskSpace', 'usedShare'),
  };
}

function diskTime(of: string): Panel {
  return {
    title: 'Disk at work',
    description:
      'Share of the time in which the busiest device had something to do. Near 100 % everything that writes waits.',
    unit: 'percentunit',
    maximum: 1,
    queries: [{ expression: `max by (instance) (rate(node_disk_io_time_seconds_total{${of}}[${window}]))`, legend }],
  };
}

function network(of: string): Panel {
  const rate = (name: string) =>
    `sum(rate(node_network_${name}_bytes_total{${of},device!~"lo|veth.*|cali.*|cilium.*"}[${window}]))`;
  return {
    title: 'Network',
    description: 'Bytes a second of all nodes, devices of pods left out.',
    unit: 'Bps',
    queries: [
      { expression: rate('receive'), legend: 'received' },
      { expression: rate('transmit'), legend: 'sent' },
    ],
  };
}

function networkErrors(of: string): Panel {
  const rate = (name: string) => `sum by (instance) (rate(node_network_${name}_total{${of}}[${window}]))`;
  return {
    title: 'Network errors',
    description: 'Packets a second that were broken or dropped. Worry when it lasts.',
    unit: 'cps',
    queries: [
      {
        expression: ['receive_errs', 'transmit_errs', 'receive_drop', 'transmit_drop'].map(rate).join(' + '),
        legend,
      },
    ],
  };
}

function clock(of: string, alerts: readonly Alert[]): Panel {
  const red = thresholdOf(alerts, 'NodeClockSkew', 'offsetSeconds') ?? 1;
  return {
    title: 'Clock',
    description: 'Distance from the time of its source, either way. From the dashed line on sign-ins may fail.',
    unit: 's',
    queries: [{ expression: `max by (instance) (abs(node_timex_offset_seconds{${of}}))`, legend }],
    limits: { red },
  };
}
