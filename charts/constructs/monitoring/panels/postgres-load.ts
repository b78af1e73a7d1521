import type { Alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';
import type { Panel } from './panel.ts';
import { redFrom } from './threshold.ts';

const window = '$__rate_interval';

/** Matchers of databases that somebody uses: templates, and what belongs to none of them, left out. */
function ofDatabases(watched: Watched): string {
  return `${ofJob(watched)},datname!~"|template.*"`;
}

export function cacheHits(watched: Watched): Panel {
  const total = (name: string) => `sum(increase(pg_stat_database_blks_${name}{${ofJob(watched)}}[5m]))`;
  return {
    title: 'Cache hits',
    description:
      'Share of blocks that were in memory already, within five minutes. Below 90 % the memory is too small.',
    kind: 'stat',
    unit: 'percentunit',
    queries: [{ expression: `${total('hit')} / (${total('hit')} + ${total('read')})`, legend: 'cache hits' }],
    limits: { yellow: 0.95, red: 0.9 },
  };
}

export function transactions(watched: Watched): Panel {
  const rate = (name: string) => `sum(rate(pg_stat_database_xact_${name}{${ofJob(watched)}}[${window}]))`;
  return {
    title: 'Transactions',
    description: 'Transactions a second. Worry when many are rolled back: statements fail.',
    unit: 'ops',
    queries: [
      { expression: rate('commit'), legend: 'committed' },
      { expression: rate('rollback'), legend: 'rolled back' },
    ],
  };
}

export function rows(watched: Watched): Panel {
  return {
    title: 'Rows',
    description: 'Rows a second. Many more fetched than usual at the same load means that an index is missing.',
    unit: 'ops',
    queries: ['fetched', 'inserted', 'updated', 'deleted'].map((name) => ({
      expression: `sum(rate(pg_stat_database_tup_${name}{${ofJob(watched)}}[${window}]))`,
      legend: name,
    })),
  };
}

export function locks(watched: Watched): Panel {
  return {
    title: 'Locks',
    description:
      'Locks that are held, by mode. An exclusive one that stays keeps everybody else waiting for its table.',
    unit: 'none',
    queries: [
      { expression: `max by (mode) (sum by (instance, mode) (pg_locks_count{${ofJob(watched)}}))`, legend: '{{mode}}' },
    ],
  };
}

export function deadlocks(watched: Watched, alerts: readonly Alert[]): Panel {
  return {
    title: 'Deadlocks',
    description:
      'Transactions within ten minutes that waited for each other. At the dashed line PostgresDeadlocks fires.',
    unit: 'none',
    queries: [
      {
        expression: `max by (datname) (increase(pg_stat_database_deadlocks{${ofDatabases(watched)}}[10m]))`,
        legend: '{{datname}}',
      },
    ],
    ...redFrom(alerts, 'PostgresDeadlocks', 'deadlocks'),
  };
}

export function temporaryFiles(watched: Watched): Panel {
  return {
    title: 'Temporary files',
    description: 'Bytes a second that sorting and hashing wrote to disk. Worry when it lasts: work_mem is too small.',
    unit: 'Bps',
    queries: [
      {
        expression: `max by (datname) (rate(pg_stat_database_temp_bytes{${ofDatabases(watched)}}[${window}]))`,
        legend: '{{datname}}',
      },
    ],
  };
}

export function sizes(watched: Watched): Panel {
  return {
    title: 'Size of databases',
    description: 'A sudden rise is worth a question; the volume behind it has a row of its own.',
    unit: 'bytes',
    queries: [
      { expression: `max by (datname) (pg_database_size_bytes{${ofDatabases(watched)}})`, legend: '{{datname}}' },
    ],
  };
}
