import type { Severity, Tier } from '../../apps/backend/src/api/shapes.ts';

/** A kind of incident that happens now and then. */
export interface Kind {
  readonly alert: string;
  readonly severity: Severity;
  readonly tier: Tier | null;
  readonly summary: string;
  readonly description: string;
  /** How long it lasts: minutes, at least and at most. */
  readonly minutes: readonly [number, number];
  /** How often it happens in 90 days. */
  readonly times: number;
  /** What operators write while they look into it. */
  readonly comments: readonly string[];
}

/** What goes wrong with such a platform, some of it often. */
export const catalogue: readonly Kind[] = [
  {
    alert: 'FrontendUnavailable',
    severity: 'critical',
    tier: 'frontend',
    summary: 'No replica of the frontend is ready',
    description: 'Users see an error page of the edge.',
    minutes: [3, 12],
    times: 1,
    comments: ['The rollout took the last good revision away too early. Rolled back.'],
  },
  {
    alert: 'FrontendSlow',
    severity: 'warning',
    tier: 'frontend',
    summary: 'Pages take more than 1 s at the 95th percentile',
    description: 'Measured over 10 minutes across all replicas.',
    minutes: [15, 70],
    times: 6,
    comments: ['Cold caches after the release.', 'Follows the slow queries of the database.'],
  },
  {
    alert: 'BackendErrorRate',
    severity: 'critical',
    tier: 'backend',
    summary: 'More than 5 % of all requests fail',
    description: 'Answers with a status of 500 or more, over 5 minutes.',
    minutes: [4, 35],
    times: 3,
    comments: [
      'The pool of connections was exhausted; one replica held transactions open.',
      'Errors stopped after the restart.',
    ],
  },
  {
    alert: 'BackendSlow',
    severity: 'warning',
    tier: 'backend',
    summary: 'Requests take more than 500 ms at the 99th percentile',
    description: 'Measured over 10 minutes across all replicas.',
    minutes: [12, 90],
    times: 9,
    comments: ['Garbage collection, the memory limit is tight.', 'Traffic of the weekly report. Will scale earlier.'],
  },
  {
    alert: 'BackendRestarting',
    severity: 'warning',
    tier: 'backend',
    summary: 'A replica has restarted three times in 15 minutes',
    description: 'Ended by the liveness probe or by the memory limit.',
    minutes: [10, 40],
    times: 4,
    comments: ['Out of memory. The limit goes up with the next release.'],
  },
  {
    alert: 'DatabaseUnavailable',
    severity: 'critical',
    tier: 'database',
    summary: 'PostgreSQL does not answer',
    description: 'Readiness fails on every replica of the backend.',
    minutes: [2, 9],
    times: 2,
    comments: ['The node was drained for its update; the volume took a while to follow.'],
  },
  {
    alert: 'DatabaseConnectionsHigh',
    severity: 'warning',
    tier: 'database',
    summary: 'More than 80 % of all connections are taken',
    description: 'New replicas will find none.',
    minutes: [20, 120],
    times: 5,
    comments: ['Two revisions side by side during the release.', 'A forgotten psql session. Closed.'],
  },
  {
    alert: 'DatabaseVolumeFilling',
    severity: 'warning',
    tier: 'database',
    summary: 'The data volume will be full within four days',
    description: 'Extrapolated from the growth of the last six hours.',
    minutes: [180, 900],
    times: 2,
    comments: ['Grown by 10 Gi.'],
  },
  {
    alert: 'DatabaseBackupLate',
    severity: 'info',
    tier: 'database',
    summary: 'The last backup is older than 26 hours',
    description: 'The last one that was restored and compared counts.',
    minutes: [60, 240],
    times: 3,
    comments: ['The object store was under maintenance; the next run succeeded.'],
  },
  {
    alert: 'RedisUnavailable',
    severity: 'critical',
    tier: 'redis',
    summary: 'Redis does not answer',
    description: 'Nobody can sign in; pages are served without live updates.',
    minutes: [1, 6],
    times: 2,
    comments: ['Restarted by the node update.'],
  },
  {
    alert: 'RedisMemoryHigh',
    severity: 'warning',
    tier: 'redis',
    summary: 'More than 90 % of the memory is used',
    description: 'Keys with a time to live will go before their time.',
    minutes: [30, 200],
    times: 5,
    comments: ['Crawlers without cookies made a session each. Rate limit lowered.'],
  },
  {
    alert: 'RedisEvictions',
    severity: 'info',
    tier: 'redis',
    summary: 'Keys were evicted in the last hour',
    description: 'Sessions may have ended early.',
    minutes: [45, 180],
    times: 4,
    comments: [],
  },
  {
    alert: 'CertificateExpiresSoon',
    severity: 'info',
    tier: null,
    summary: 'The certificate of the edge expires within 21 days',
    description: 'It should have been renewed by now.',
    minutes: [300, 2_000],
    times: 1,
    comments: ['The challenge was blocked; renewed by hand.'],
  },
];

/** What goes on right now: kind, minutes since its start, and who has taken it. */
export const goingOn: readonly { readonly alert: string; readonly minutes: number; readonly takenBy?: string }[] = [
  { alert: 'BackendSlow', minutes: 14 },
  { alert: 'RedisMemoryHigh', minutes: 96, takenBy: 'Amira Haddad' },
  { alert: 'DatabaseBackupLate', minutes: 210 },
];

/** Who looks after the platform. */
export const operators = ['Amira Haddad', 'Jonas Weber', 'Li Na', 'Sofía Martín', 'Tom Baker'] as const;
