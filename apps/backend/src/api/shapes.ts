import { z } from 'zod';

/**
 * What the API takes and gives. Requests are checked against these shapes, the OpenAPI document is made of them, and the
 * pages take their types from them.
 */

/** A tier of the platform, as the status page lists them. */
export const Tier = z.enum(['frontend', 'backend', 'database', 'redis']);
export type Tier = z.infer<typeof Tier>;

/** As Alertmanager's routing and the alert rules spell it. */
export const Severity = z.enum(['critical', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

/** `acknowledged`: an operator has taken it; it is still going on. */
export const IncidentState = z.enum(['open', 'acknowledged', 'resolved']);
export type IncidentState = z.infer<typeof IncidentState>;

const timestamp = z.iso.datetime().meta({ description: 'RFC 3339, UTC', example: '2026-01-31T12:00:00.000Z' });

export const Incident = z.object({
  id: z.uuid(),
  /** Name of the alert. */
  alert: z.string(),
  severity: Severity,
  state: IncidentState,
  /** `null` where the alert names none of ours. */
  tier: Tier.nullable(),
  summary: z.string(),
  description: z.string().nullable(),
  runbookUrl: z.url().nullable(),
  startedAt: timestamp,
  endedAt: timestamp.nullable(),
  acknowledgedAt: timestamp.nullable(),
  acknowledgedBy: z.string().nullable(),
  /** Operator who resolved it; `null` where the alert went away by itself. */
  resolvedBy: z.string().nullable(),
  updatedAt: timestamp,
});
export type Incident = z.infer<typeof Incident>;

export const TimelineKind = z.enum(['opened', 'reopened', 'acknowledged', 'commented', 'resolved']);

export const TimelineEvent = z.object({
  /** Grows with every event of the platform; the stream resumes by it. */
  id: z.string(),
  kind: TimelineKind,
  at: timestamp,
  /** Operator's name; `null` where Alertmanager reported it. */
  actor: z.string().nullable(),
  comment: z.string().nullable(),
});
export type TimelineEvent = z.infer<typeof TimelineEvent>;

export const IncidentDetail = Incident.extend({
  timeline: z.array(TimelineEvent),
  /** Labels of the alert, for signed-in operators; `null` for everybody else, since they name machines. */
  labels: z.record(z.string(), z.string()).nullable(),
});
export type IncidentDetail = z.infer<typeof IncidentDetail>;

export const IncidentPage = z.object({
  items: z.array(Incident),
  /** Give it back as `cursor` for the next page; `null` on the last one. */
  nextCursor: z.string().nullable(),
});
export type IncidentPage = z.infer<typeof IncidentPage>;

export const Health = z.object({ status: z.literal('ok'), timestamp });

/** `degraded`: a dependency does not answer, so the replica takes no traffic. */
export const ReadinessStatus = z.enum(['starting', 'ok', 'degraded', 'draining']);
export const CheckResult = z.enum(['unknown', 'ok', 'timeout', 'unavailable', 'refused']);
export const Readiness = z.object({
  status: ReadinessStatus,
  checks: z.object({ database: CheckResult, redis: CheckResult }),
  timestamp,
});
export type Readiness = z.infer<typeof Readiness>;

export const TierState = z.enum(['operational', 'degraded', 'outage']);
export type TierState = z.infer<typeof TierState>;

export const LatencySample = z.object({ at: timestamp, milliseconds: z.number().nonnegative() });

export const TierStatus = z.object({
  tier: Tier,
  state: TierState,
  /** `null` while the database cannot be asked. */
  openIncidents: z.int().nonnegative().nullable(),
  /** Oldest first, one per ten seconds; empty where this replica does not measure the tier. */
  latency: z.array(LatencySample),
});
export type TierStatus = z.infer<typeof TierStatus>;

export const PlatformStatus = z.object({
  state: TierState,
  timestamp,
  release: z.object({
    version: z.string(),
    commit: z.string(),
    /** Colour of a blue-green release; `null` where releases are rolled. */
    colour: z.enum(['blue', 'green']).nullable(),
  }),
  tiers: z.array(TierStatus),
  /** Incidents that go on; `null` while the database cannot be asked. */
  incidents: z.object({ open: z.int().nonnegative(), acknowledged: z.int().nonnegative() }).nullable(),
});
export type PlatformStatus = z.infer<typeof PlatformStatus>;

export const DayOfUptime = z.object({
  date: z.iso.date(),
  /**
   * Seconds of the day with an incident of severity `critical`; overlapping ones count once. `null` before arQ was there
   * to see one.
   */
  downtimeSeconds: z.int().nonnegative().nullable(),
});

export const UptimeHistory = z.object({
  from: timestamp,
  to: timestamp,
  tiers: z.array(
    z.object({
      tier: Tier,
      /** Part of the time without a critical incident, 0 to 1, of the time that arQ has been there. */
      uptime: z.number().min(0).max(1),
      /** Oldest first, one per day in UTC. */
      days: z.array(DayOfUptime),
    }),
  ),
});
export type UptimeHistory = z.infer<typeof UptimeHistory>;

/** Why nobody can sign in. */
export const WritesOff = z.enum(['provider-not-configured', 'provider-unavailable']);

export const Session = z.object({
  operator: z.object({ name: z.string(), roles: z.array(z.string()) }).nullable(),
  /** Send it as `X-CSRF-Token` with every write; `null` without a session. */
  csrfToken: z.string().nullable(),
  writes: z.object({ enabled: z.boolean(), reason: WritesOff.nullable() }),
});
export type Session = z.infer<typeof Session>;

/** Data of the stream's event `incident`; its `id:` is that of the timeline event. */
export const IncidentEvent = z.object({ incident: Incident, event: TimelineEvent });
export type IncidentEvent = z.infer<typeof IncidentEvent>;

/** A rehearsal of the smoke test, and the events that its delivery would have led to. */
export const Drill = z.object({ id: z.uuid(), at: timestamp, events: z.array(IncidentEvent) });
export type Drill = z.infer<typeof Drill>;

/** RFC 9457, `application/problem+json`. */
export const Problem = z.object({
  /** Stable name of the kind of problem, below `urn:arq:problem:`. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** Request id, to be found in the log. */
  instance: z.string(),
  /** Each field that is wrong. */
  errors: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
