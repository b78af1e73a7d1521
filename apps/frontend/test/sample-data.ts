import type { Incident, IncidentDetail, PlatformStatus, TierState, UptimeHistory } from '../lib/api-types.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const tiers = ['frontend', 'backend', 'database', 'redis'] as const;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

/** Same numbers in every run, around a mean. */
const wave = (index: number, mean: number) =>
  Math.round(mean * (1 + 0.22 * Math.sin(index / 2.7) + 0.15 * Math.cos(index * 1.9)) * 10) / 10;

export function sampleStatus(states: Partial<Record<(typeof tiers)[number], TierState>> = {}): PlatformStatus {
  const all = Object.values(states);
  const state = all.includes('outage') ? 'outage' : all.includes('degraded') ? 'degraded' : 'operational';
  const mean = { frontend: 0, backend: 9.4, database: 3.2, redis: 0.8 };
  return {
    state,
    timestamp: new Date().toISOString(),
    release: { version: '1.4.0', commit: '9f3c1a7be0d54c21a8e6f7d2b3c4a5968778695a', colour: 'blue' },
    tiers: tiers.map((tier) => ({
      tier,
      state: states[tier] ?? 'operational',
      openIncidents: states[tier] ? 1 : 0,
      latency:
        tier === 'frontend'
          ? []
          : Array.from({ length: 60 }, (_, index) => ({
              at: ago((60 - index) * 10 * second),
              milliseconds: wave(index, mean[tier]),
            })),
    })),
    incidents: { open: all.length, acknowledged: 0 },
  };
}

const downtimes: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  frontend: {},
  backend: { 12: 1260, 47: 5400 },
  database: { 61: 7200 },
  redis: { 8: 240, 20: 95, 75: 1800 },
};

/** Days at the beginning that nothing is known of. */
const unseenDays = 5;

export function sampleHistory(days = 90): UptimeHistory {
  return {
    from: ago(days * day),
    to: new Date().toISOString(),
    tiers: tiers.map((tier) => {
      const own = downtimes[tier] ?? {};
      const down = Object.values(own).reduce((sum, seconds) => sum + seconds, 0);
      return {
        tier,
        uptime: 1 - down / ((days - unseenDays) * 86_400),
        days: Array.from({ length: days }, (_, index) => ({
          date: ago((days - 1 - index) * day).slice(0, 10),
          downtimeSeconds: index < unseenDays ? null : (own[index] ?? 0),
        })),
      };
    }),
  };
}

const identifier = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

const alerts = [
  { alert: 'ArqRedisDown', severity: 'critical', tier: 'redis', summary: 'Redis has not answered for two minutes' },
  {
    alert: 'ArqLatencyHigh',
    severity: 'warning',
    tier: 'backend',
    summary: '99 % of requests take longer than 500 ms',
  },
  { alert: 'ArqBackupLate', severity: 'info', tier: 'database', summary: 'The last backup is older than 26 hours' },
  {
    alert: 'KubeNodeNotReady',
    severity: 'critical',
    tier: null,
    summary: 'A node of the cluster does not answer',
  },
] as const;

export function sampleIncident(index: number, overrides: Partial<Incident> = {}): Incident {
  const sample = alerts[index % alerts.length] ?? alerts[0];
  const startedAt = ago(index * 7 * hour + 25 * minute);
  return {
    id: identifier(index),
    ...sample,
    state: 'resolved',
    description: 'Requests are still answered, but sessions are lost. Look at memory and at the last deployment first.',
    runbookUrl: 'https://runbooks.example.com/arq',
    startedAt,
    endedAt: new Date(Date.parse(startedAt) + 18 * minute).toISOString(),
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedBy: null,
    updatedAt: startedAt,
    ...overrides,
  };
}

export const ongoing = { state: 'open', endedAt: null } as const;

export function sampleDetail(incident: Incident, labels: IncidentDetail['labels']): IncidentDetail {
  const start = Date.parse(incident.startedAt);
  const at = (offset: number) => new Date(start + offset).toISOString();
  const timeline: IncidentDetail['timeline'] = [
    { id: '1', kind: 'opened', at: at(0), actor: null, comment: null },
    {
      id: '2',
      kind: 'commented',
      at: at(4 * minute),
      actor: 'Lina Haddad',
      comment: 'The pod was evicted.\nمساحة الذاكرة على العقدة غير كافية.',
    },
  ];
  if (incident.acknowledgedAt) {
    timeline.push({
      id: '3',
      kind: 'acknowledged',
      at: incident.acknowledgedAt,
      actor: incident.acknowledgedBy,
      comment: null,
    });
  }
  if (incident.endedAt) {
    timeline.push({ id: '4', kind: 'resolved', at: incident.endedAt, actor: incident.resolvedBy, comment: null });
  }
  return { ...incident, timeline, labels };
}
