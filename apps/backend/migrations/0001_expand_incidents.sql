-- Up Migration

create table incidents (
  id uuid primary key,
  -- Alertmanager's identity of an alert, and the start of this occurrence of it.
  fingerprint text not null,
  started_at timestamptz not null,
  alert text not null,
  severity text not null check (severity in ('critical', 'warning', 'info')),
  tier text check (tier in ('frontend', 'backend', 'database', 'redis')),
  state text not null check (state in ('open', 'acknowledged', 'resolved')),
  summary text not null,
  description text,
  runbook_url text,
  labels jsonb not null,
  ended_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  resolved_by text,
  -- When Alertmanager last said that it is over; an operator's word does not count.
  resolution_received_at timestamptz,
  updated_at timestamptz not null,
  unique (fingerprint, started_at),
  check ((state = 'resolved') = (ended_at is not null))
);

create index incidents_newest_first on incidents (started_at desc, id desc);
create index incidents_of_tier on incidents (tier, started_at desc, id desc);
create index incidents_of_severity on incidents (severity, started_at desc, id desc);
create index incidents_going_on on incidents (started_at desc, id desc) where state <> 'resolved';
-- Uptime reads the critical incidents of a period.
create index incidents_critical_by_end on incidents (ended_at, started_at) where severity = 'critical';

create table incident_events (
  -- Grows in the order of commits, since writers take their turn; the stream resumes by it.
  id bigint generated always as identity primary key,
  incident_id uuid not null references incidents (id),
  kind text not null check (kind in ('opened', 'reopened', 'acknowledged', 'commented', 'resolved')),
  at timestamptz not null,
  -- Name of the operator; null for Alertmanager.
  actor text,
  -- What the provider knows the operator by; a name can be chosen.
  actor_subject text,
  comment text
);

create index incident_events_by_incident on incident_events (incident_id, id);

-- Down Migration

drop table incident_events;
drop table incidents;
