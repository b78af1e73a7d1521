import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { Severity, Tier } from '../../apps/backend/src/api/shapes.ts';
import { inventHistory } from '../../dev/seed/history.ts';
import { seed } from '../../dev/seed/seed.ts';
import { postgresForTests } from '../../dev/test-servers.ts';

jest.setTimeout(60_000);

let server: Awaited<ReturnType<typeof postgresForTests>>;
let client: pg.Client;

beforeAll(async () => {
  server = await postgresForTests();
  client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const folder = 'apps/backend/migrations';
  for (const name of readdirSync(folder).sort()) {
    await client.query(readFileSync(join(folder, name), 'utf8').split(/^-- Down Migration/m)[0] ?? '');
  }
});
afterAll(async () => {
  await client.end();
  await server.close();
});

async function count(condition: string): Promise<number> {
  const { rows } = await client.query(`select count(*)::int from ${condition}`);
  return rows[0].count;
}

describe('The sample data', () => {
  it('fill an empty database once', async () => {
    const added = await seed(server.url);
    expect(added).toBeGreaterThan(40);
    expect(await count('incidents')).toBe(added);
    expect(await seed(server.url)).toBe(0);
    expect(await count('incidents')).toBe(added);
  });

  it('cover 90 days, all tiers and severities, and what goes on', async () => {
    const { rows } = await client.query(
      'select array_agg(distinct tier) tiers, array_agg(distinct severity) severities, min(started_at) first from incidents',
    );
    expect(rows[0].tiers.filter(Boolean).sort()).toEqual([...Tier.options].sort());
    expect(rows[0].severities.sort()).toEqual([...Severity.options].sort());
    const days = (Date.now() - rows[0].first.getTime()) / 86_400_000;
    expect(days).toBeGreaterThan(60);
    expect(days).toBeLessThan(92);
    expect(await count("incidents where state = 'open'")).toBe(2);
    expect(await count("incidents where state = 'acknowledged' and acknowledged_by is not null")).toBe(1);
    expect(await count('incidents where started_at > now() or ended_at > now()')).toBe(0);
  });

  it('tell of each incident what its timeline says', async () => {
    const event = (kind: string) =>
      `(select at from incident_events e where e.incident_id = i.id and kind = '${kind}' order by id limit 1)`;
    const differing = `incidents i where ${event('opened')} is distinct from started_at
      or ${event('acknowledged')} is distinct from acknowledged_at or ${event('resolved')} is distinct from ended_at
      or (select max(at) from incident_events e where e.incident_id = i.id) is distinct from updated_at`;
    expect(await count(differing)).toBe(0);
    // The stream resumes by number: later events have greater ones.
    expect(await count('(select at < lag(at) over (order by id) as wrong from incident_events) e where wrong')).toBe(0);
  });

  it('are the same for everybody', () => {
    const now = new Date('2026-01-31T12:00:00Z');
    expect(inventHistory(now)).toEqual(inventHistory(now));
  });
});
