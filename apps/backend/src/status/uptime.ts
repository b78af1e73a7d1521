import { Tier, type UptimeHistory } from '../api/shapes.ts';
import type { Database } from '../database/database.ts';

const secondsPerDay = 86_400;

/**
 * Downtime by tier and day from critical incidents. Ranges that overlap are merged before they are counted, and each is
 * cut at midnight UTC.
 */
const downtime = `
  with days as (
    select day::date, tstzrange(day, day + interval '24 hours') as span
    from generate_series($1::timestamptz, $2::timestamptz, interval '24 hours') as day
  ),
  outages as (
    select tier, range_agg(tstzrange(started_at, least(coalesce(ended_at, $3), $3::timestamptz), '[]')) as spans
    from incidents
    where severity = 'critical' and tier is not null and started_at <= $3 and (ended_at is null or ended_at >= $1)
    group by tier
  )
  select outages.tier, to_char(days.day, 'YYYY-MM-DD') as date,
    (select sum(extract(epoch from upper(part) - lower(part))) from unnest(outages.spans * days.span::tstzmultirange) part)::float8 as seconds
  from outages join days on outages.spans && days.span::tstzmultirange`;

/** Since when there is something to tell: the schema came with arQ, and incidents may have been brought along. */
const firstSeen = `
  select least((select min(run_on at time zone 'UTC') from schema_migrations), (select min(started_at) from incidents)) as at`;

/**
 * Uptime of each tier over the last days, today included.
 * @param days 1 to 365
 */
export async function uptime(database: Database, days: number, now: Date): Promise<UptimeHistory> {
  const today = Math.floor(now.getTime() / 1_000 / secondsPerDay) * secondsPerDay;
  const from = new Date((today - (days - 1) * secondsPerDay) * 1_000);
  const [rows, [first]] = await Promise.all([
    database.query<{ tier: Tier; date: string; seconds: number }>(downtime, [from, new Date(today * 1_000), now]),
    database.query<{ at: string | null }>(firstSeen),
  ]);
  const seen = Math.max(from.getTime(), first?.at ? Date.parse(first.at) : now.getTime());
  const seconds = new Map(rows.map((row) => [`${row.tier} ${row.date}`, row.seconds]));
  const dates = Array.from({ length: days }, (_, index) => dateOf(from.getTime() + index * secondsPerDay * 1_000));
  const total = Math.max((now.getTime() - seen) / 1_000, 0);
  return {
    from: from.toISOString(),
    to: now.toISOString(),
    tiers: Tier.options.map((tier) => {
      const down = dates.map((date) => (date < dateOf(seen) ? null : (seconds.get(`${tier} ${date}`) ?? 0)));
      const downSeconds = down.reduce<number>((sum, value) => sum + (value ?? 0), 0);
      return {
        tier,
        uptime: total > 0 ? Math.max(0, 1 - downSeconds / total) : 1,
        days: dates.map((date, index) => ({ date, downtimeSeconds: rounded(down[index] ?? null) })),
      };
    }),
  };
}

const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const rounded = (seconds: number | null) => (seconds === null ? null : Math.round(seconds));
