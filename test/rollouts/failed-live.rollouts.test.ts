import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Change } from './releases/fate.ts';
import { type Colours, Staging } from './releases/staging.ts';

const image = 'ghcr.io/arq-platform/arq-backend:0.2.0';

describe('A release that fails once it has the traffic', () => {
  let staging: Staging;

  beforeAll(async () => {
    staging = await Staging.create();
  });

  afterAll(async () => {
    await staging?.stop();
  });

  /** @returns names of its failed metrics */
  async function returned(first: Colours, fate: Change): Promise<string[]> {
    await staging.release({ 'arq-backend': image }, fate);
    const colour = await staging.colour('arq-backend');
    const { status } = (await staging.untilPhase('arq-backend', 'Degraded')) as { status?: any };
    expect(status).toMatchObject({ abort: true, stableRS: first['arq-backend'] });
    await staging.untilLeadsTo('arq-backend', first['arq-backend']);
    expect(staging.history.coloursOf('arq-backend')).toEqual([first['arq-backend'], colour, first['arq-backend']]);
    // The pods that it returns to have never gone.
    expect(await staging.replicasOf('arq-backend', first['arq-backend'])).toBe(2);
    const [before, after, ...others] = await staging.analyses('arq-backend');
    expect(before).toMatchObject({ type: 'PrePromotion', colour, phase: 'Successful' });
    expect(after).toMatchObject({ type: 'PostPromotion', colour, phase: 'Failed' });
    expect(others).toEqual([]);
    return after?.metrics.filter(({ phase }) => phase !== 'Successful').map(({ name }) => name) ?? [];
  }

  it('because requests fail, gives it back by itself', () =>
    staging.scenario(async (first) => {
      const live = { requestsPerSecond: 20, failing: 0.5, seconds: 0.02 };
      expect(await returned(first, { traffic: { live } })).toEqual(['errors']);
    }));

  it('because requests take long, gives it back by itself', () =>
    staging.scenario(async (first) => {
      const live = { requestsPerSecond: 20, failing: 0, seconds: 2 };
      expect(await returned(first, { traffic: { live } })).toEqual(['latency']);
    }));

  it('because its smoke test fails, gives it back by itself', () =>
    staging.scenario(async (first) => {
      expect(await returned(first, { smoke: { live: 'fails' } })).toEqual(['smoke']);
    }));
});
