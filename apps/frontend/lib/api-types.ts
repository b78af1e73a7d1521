import type * as api from '@arq/backend/api';

export type LatencySample = api.TierStatus['latency'][number];
export type TimelineKind = api.TimelineEvent['kind'];
export type TierUptime = api.UptimeHistory['tiers'][number];
export type DayOfUptime = TierUptime['days'][number];
export type {
  Incident,
  IncidentDetail,
  IncidentEvent,
  IncidentPage,
  IncidentState,
  PlatformStatus,
  Problem,
  Session,
  Severity,
  Tier,
  TierState,
  TierStatus,
  TimelineEvent,
  UptimeHistory,
  WritesOff,
} from '@arq/backend/api';
