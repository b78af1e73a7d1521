import type { Alert } from '../alert.ts';
import { type RedisFacts, redisAlerts } from '../alerts/redis.ts';
import { ofJob, type Watched } from '../watched.ts';
import { containerRows } from './containers.ts';
import type { Panel } from './panel.ts';
import { evictedKeys, keys, memory, memoryShare, persistence } from './redis-memory.ts';
import { orDown, upOrDown } from './states.ts';
import type { SubjectRow } from './subject.ts';
import { volumeRows } from './volumes.ts';

const window = '$__rate_interval';

/**
 * Rows about a Redis server.
 * @param watched the StatefulSet, with the job of its exporter
 * @param exporter without it, only what Kubernetes knows of the server is shown
 * @param facts what its alerts are made of
 */
export function redisRows(
  watched: Watched,
  exporter?: Watched,
  facts: Omit<RedisFacts, 'exporter'> = {},
): SubjectRow[] {
  const alerts = redisAlerts(watched, { ...facts, exporter });
  return [
    ...(exporter ? [serverRow(watched, alerts)] : []),
    ...containerRows(watched, { alerts }),
    ...volumeRows(watched, alerts),
  ];
}

function serverRow(watched: Watched, alerts: readonly Alert[]): SubjectRow {
  return {
    title: `${watched.workload}: Redis`,
    subject: 'cache',
    headlines: { state: { ...server(watched), title: watched.workload } },
    panels: [
      server(watched),
      memoryShare(watched, alerts),
      persistence(watched),
      hits(watched),
      memory(watched),
      commands(watched),
      latency(watched),
      clients(watched),
      keys(watched),
      evictedKeys(watched, alerts),
      network(watched),
    ],
  };
}

function server(watched: Watched): Panel {
  return {
    title: 'Server',
    description: 'Whether the exporter got an answer at its last attempt. Worry when it is down for a minute.',
    ...upOrDown,
    queries: [{ expression: orDown(`max(redis_up{${ofJob(watched)}})`), legend: 'Redis' }],
  };
}

function hits(watched: Watched): Panel {
  const found = `sum(increase(redis_keyspace_hits_total{${ofJob(watched)}}[5m]))`;
  const missed = `sum(increase(redis_keyspace_misses_total{${ofJob(watched)}}[5m]))`;
  return {
    title: 'Keys found',
    description: 'Share of look-ups within five minutes that found their key. A sudden fall means that keys were lost.',
    kind: 'stat',
    unit: 'percentunit',
    queries: [{ expression: `${found} / (${found} + ${missed})`, legend: 'found' }],
  };
}

function commands(watched: Watched): Panel {
  return {
    title: 'Commands',
    description: 'Commands a second, the eight most frequent ones.',
    unit: 'ops',
    queries: [
      {
        expression: `topk(8, sum by (cmd) (rate(redis_commands_total{${ofJob(watched)}}[${window}])))`,
        legend: '{{cmd}}',
      },
    ],
  };
}

function latency(watched: Watched): Panel {
  const rate = (name: string) => `sum(rate(redis_commands_${name}total{${ofJob(watched)}}[${window}]))`;
  return {
    title: 'Time of a command',
    description:
      'Mean time that Redis works on one; it does one at a time. Worry above a millisecond: something is large.',
    unit: 's',
    queries: [{ expression: `${rate('duration_seconds_')} / ${rate('')}`, legend: 'mean' }],
  };
}

function clients(watched: Watched): Panel {
  const of = ofJob(watched);
  return {
    title: 'Clients',
    description: 'Open connections, those that wait for a key, and those refused within five minutes: any is too many.',
    unit: 'none',
    queries: [
      { expression: `max(redis_connected_clients{${of}})`, legend: 'connected' },
      { expression: `max(redis_blocked_clients{${of}})`, legend: 'waiting' },
      { expression: `max(increase(redis_rejected_connections_total{${of}}[5m]))`, legend: 'refused' },
    ],
  };
}

function network(watched: Watched): Panel {
  const rate = (name: string) => `sum(rate(redis_net_${name}_bytes_total{${ofJob(watched)}}[${window}]))`;
  return {
    title: 'Network',
    description: 'Bytes a second.',
    unit: 'Bps',
    queries: [
      { expression: rate('input'), legend: 'received' },
      { expression: rate('output'), legend: 'sent' },
    ],
  };
}
