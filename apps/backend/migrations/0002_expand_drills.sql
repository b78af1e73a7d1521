-- Up Migration

-- What the smoke test writes. A table of its own: no release, older ones included, takes a drill for an incident.
create table drills (
  id uuid primary key,
  content jsonb not null,
  created_at timestamptz not null
);

-- Down Migration

drop table drills;
