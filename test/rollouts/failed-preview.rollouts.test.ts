import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Change } from './releases/fate.ts';
import { type Colours, Staging } from './releases/staging.ts';

const image = 'ghcr.io/arq-platform/arq-backend:0.2.0';

describe('A release that fails before traffic moves', () => {
  let staging: Staging;

  beforeAll(async () => {
    staging = await Staging.create();
  });

  afterAll(async () => {
    await staging?.stop();
  });

  /** @returns its failed metrics, and what they measured */
  async function refused(first: Colours, fate: Change): Promise<Record<string, string>> {
    await staging.release({ 'arq-backend': image }, fate);
    const colour = await staging.colour('arq-backend');
    const { status } = (await staging.untilPhase('arq-backend', 'Degraded')) as { status?: any };
    expect(status).toMatchObject({ abort: true, stableRS: first['arq-backend'] });
    expect(status.pauseConditions).toBeUndefined();
    expect(staging.history.coloursOf('arq-backend')).toEqual([first['arq-backend']]);
    expect(staging.history.coloursOf('arq-backend-preview')).toEqual([first['arq-backend'], colour]);
    expect(await staging.replicasOf('arq-backend', first['arq-backend'])).toBe(2);
    const runs = await staging.analyses('arq-backend');
    expect(runs).toMatchObject([{ type: 'PrePromotion', colour }]);
    const bad = runs[0]?.metrics.filter(({ phase }) => phase !== 'Successful') ?? [];
    return Object.fromEntries(bad.map(({ name, phase, values }) => [name, [phase, ...values].join(' ').trim()]));
  }

  it('because its smoke test fails, never gets any, and its pods go', () =>
    staging.scenario(async (first) => {
      expect(await refused(first, { smoke: { preview: 'fails' } })).toEqual({ smoke: 'Failed' });
      await staging.untilReplicas('arq-backend', await staging.colour('arq-backend'), 0);
      expect(await staging.replicasOf('arq-backend', first['arq-backend'])).toBe(2);
      expect(staging.history.coloursOf('arq-backend')).toEqual([first['arq-backend']]);
    }));

  it('because the image of its smoke test cannot be pulled, is aborted and not paused', () =>
    staging.scenario(async (first) => {
      expect(await refused(first, { smoke: { preview: 'image cannot be pulled' } })).toEqual({ smoke: 'Failed' });
    }));

  it('because requests fail', () =>
    staging.scenario(async (first) => {
      const preview = { requestsPerSecond: 10, failing: 0.5, seconds: 0.02 };
      const { errors, ...others } = await refused(first, { traffic: { preview } });
      expect(errors).toMatch(/^Failed \[0\.[3-6]/);
      expect(others).toEqual({});
    }));

  it('because requests take long', () =>
    staging.scenario(async (first) => {
      const preview = { requestsPerSecond: 10, failing: 0, seconds: 2 };
      const { latency, ...others } = await refused(first, { traffic: { preview } });
      expect(latency).toMatch(/^Failed \[[12]\./);
      expect(others).toEqual({});
    }));

  it('because Prometheus knows none of its pods', () =>
    staging.scenario(async (first) => {
      expect(await refused(first, { isDiscovered: false })).toEqual({ answers: 'Failed [] []' });
    }));

  it('because Prometheus is away', () =>
    staging.scenario(async (first) => {
      await staging.cluster.prometheus.stop();
      try {
        const bad = await refused(first, {});
        expect(Object.keys(bad).sort()).toContain('answers');
        for (const outcome of Object.values(bad)) expect(outcome).toMatch(/^Error/);
      } finally {
        await staging.cluster.prometheus.startAgain();
      }
    }));
});
