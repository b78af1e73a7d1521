import type { Alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';
import type { Panel } from './panel.ts';
import type { SubjectRow } from './subject.ts';
import { redFrom } from './threshold.ts';

const window = '$__rate_interval';
const legend = '{{pod}}';

/** What goes on within the Node.js processes of a workload, by prom-client's default metrics. */
export function nodeProcessRow(watched: Watched, alerts: readonly Alert[]): SubjectRow {
  return {
    title: `${watched.workload}: Node.js`,
    subject: 'process',
    panels: [
      lag(watched, alerts),
      cpu(watched, alerts),
      garbageCollection(watched),
      heap(watched),
      resident(watched),
      descriptors(watched, alerts),
      resources(watched),
      uptime(watched),
    ].map((panel) => ({ ...panel, width: 6 })),
  };
}

function lag(watched: Watched, alerts: readonly Alert[]): Panel {
  return {
    title: 'Event loop lag, p99',
    description:
      'How late the slowest of a hundred turns of the event loop is; 10 ms is idle. Above the dashed line work in ' +
      'JavaScript keeps all requests waiting, and EventLoopLag fires.',
    unit: 's',
    queries: [{ expression: `max by (pod) (nodejs_eventloop_lag_p99_seconds{${ofJob(watched)}})`, legend }],
    ...redFrom(alerts, 'EventLoopLag', 'lagSeconds'),
  };
}

function cpu(watched: Watched, alerts: readonly Alert[]): Panel {
  return {
    title: 'CPU of the process',
    description:
      'Cores in use. JavaScript runs on one core, whatever the limit: near the dashed line only more pods help.',
    unit: 'short',
    queries: [{ expression: `max by (pod) (rate(process_cpu_seconds_total{${ofJob(watched)}}[${window}]))`, legend }],
    ...redFrom(alerts, 'HighCPUUsage', 'nodeCores'),
  };
}

function garbageCollection(watched: Watched): Panel {
  return {
    title: 'Garbage collection',
    description: 'Share of the time that is spent on it. Much of the kind major means that the heap is nearly full.',
    unit: 'percentunit',
    stacked: true,
    queries: [
      {
        expression: `avg by (kind) (rate(nodejs_gc_duration_seconds_sum{${ofJob(watched)}}[${window}]))`,
        legend: '{{kind}}',
      },
    ],
  };
}

function heap(watched: Watched): Panel {
  return {
    title: 'Heap in use',
    description: 'A saw is healthy. Worry when its lowest points climb for hours: a leak.',
    unit: 'bytes',
    queries: [{ expression: `max by (pod) (nodejs_heap_size_used_bytes{${ofJob(watched)}})`, legend }],
  };
}

function resident(watched: Watched): Panel {
  return {
    title: 'Memory of the process',
    description: 'Resident memory: heap, buffers, stacks and code. It grows without the heap where buffers are kept.',
    unit: 'bytes',
    queries: [{ expression: `max by (pod) (process_resident_memory_bytes{${ofJob(watched)}})`, legend }],
  };
}

function descriptors(watched: Watched, alerts: readonly Alert[]): Panel {
  const of = ofJob(watched);
  return {
    title: 'File descriptors',
    description:
      'Share of the files and connections that may be open. Above the dashed line connections are soon refused.',
    unit: 'percentunit',
    queries: [{ expression: `max by (pod) (process_open_fds{${of}}) / max by (pod) (process_max_fds{${of}})`, legend }],
    ...redFrom(alerts, 'FileDescriptorsRunningOut', 'limitShare'),
  };
}

function resources(watched: Watched): Panel {
  return {
    title: 'Handles',
    description:
      'Sockets, timers and the like that keep the event loop busy. Worry when they climb and requests do not.',
    unit: 'none',
    queries: [{ expression: `max by (pod) (nodejs_active_resources_total{${ofJob(watched)}})`, legend }],
  };
}

function uptime(watched: Watched): Panel {
  return {
    title: 'Uptime',
    description: 'Time since each process started; a line that falls to 0 is a restart.',
    unit: 's',
    queries: [{ expression: `time() - max by (pod) (process_start_time_seconds{${ofJob(watched)}})`, legend }],
  };
}
