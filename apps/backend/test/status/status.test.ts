import { describe, expect, it } from '@jest/globals';
import type { Database } from '../../src/database/database.ts';
import { DependencyCheck } from '../../src/health/dependency-check.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import type { ActiveIncidents } from '../../src/status/active-incidents.ts';
import type { LatencyHistory } from '../../src/status/latency.ts';
import { Status } from '../../src/status/status.ts';
import { silent } from '../support/database.ts';

const release = { version: '1', commit: 'a', colour: null };
const incident = (changes: Partial<ActiveIncidents>): ActiveIncidents => ({
  tier: 'redis',
  severity: 'warning',
  state: 'open',
  count: 1,
  ...changes,
});

/** A status whose database answers what it is told to. */
function statusOf(answer: () => Promise<ActiveIncidents[]>, redis: () => Promise<void> = async () => {}) {
  const query = answer as unknown as Database['query'];
  return new Status({
    database: { query } as Database,
    checks: {
      database: new DependencyCheck(
        async () => {},
        1_000,
        () => {},
      ),
      redis: new DependencyCheck(redis, 1_000, () => {}),
    },
    latency: { of: () => [] } as unknown as LatencyHistory,
    release,
    logger: silent,
    metrics: createMetrics(),
  });
}

const states = async (status: Status) => {
  const { state, tiers } = await status.read();
  return [state, ...tiers.map((tier) => `${tier.tier}: ${tier.state}`)];
};

describe('the status', () => {
  it.each<[string, ActiveIncidents[], string, string]>([
    ['nothing', [], 'operational', 'operational'],
    ['something to know', [incident({ severity: 'info' })], 'operational', 'operational'],
    ['a warning', [incident({})], 'degraded', 'degraded'],
    ['something critical', [incident({}), incident({ severity: 'critical' })], 'outage', 'outage'],
    ['something critical elsewhere', [incident({ severity: 'critical', tier: null })], 'degraded', 'operational'],
  ])('with %s going on', async (_, incidents, overall, redis) => {
    const [state, , , , redisState] = await states(statusOf(async () => incidents));
    expect([state, redisState]).toEqual([overall, `redis: ${redis}`]);
  });

  it('says that a dependency is out, whatever the incidents say', async () => {
    const status = statusOf(
      async () => [],
      async () => {
        throw new Error('gone');
      },
    );
    expect(await states(status)).toEqual([
      'outage',
      'frontend: operational',
      'backend: operational',
      'database: operational',
      'redis: outage',
    ]);
  });

  it('does not claim that all is well while the incidents cannot be read', async () => {
    const status = statusOf(async () => {
      throw new Error('statement timeout');
    });
    expect(await status.read()).toMatchObject({ state: 'degraded', incidents: null });
  });

  it('counts open and acknowledged incidents, of all tiers and of each', async () => {
    const status = statusOf(async () => [
      incident({ count: 2 }),
      incident({ state: 'acknowledged', count: 3 }),
      incident({ tier: null }),
    ]);
    const { incidents, tiers } = await status.read();
    expect(incidents).toEqual({ open: 3, acknowledged: 3 });
    expect(tiers.map(({ openIncidents }) => openIncidents)).toEqual([0, 0, 0, 5]);
  });

  it('is not what was read before a change', async () => {
    const answers: ((incidents: ActiveIncidents[]) => void)[] = [];
    const status = statusOf(() => new Promise((resolve) => answers.push(resolve)));
    const before = status.read();
    while (answers.length < 1) await new Promise((resolve) => setImmediate(resolve));
    status.invalidate();
    const after = status.read();
    while (answers.length < 2) await new Promise((resolve) => setImmediate(resolve));
    answers[1]?.([incident({ severity: 'critical' })]);
    expect((await after).state).toBe('outage');
    answers[0]?.([]);
    await before;
    expect((await status.read()).state).toBe('outage');
  });
});
