import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { committedImages, namespace } from './delivery/manifests.ts';
import type { Change } from './releases/fate.ts';
import { Staging } from './releases/staging.ts';

const bad = { 'arq-backend': 'ghcr.io/arq-platform/arq-backend:0.2.0' };
const good = { 'arq-backend': 'ghcr.io/arq-platform/arq-backend:0.3.0' };
const old = { 'arq-backend': committedImages['arq-backend'] };
const fate: Change = { smoke: { preview: 'fails' } };
const status = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts/arq-backend/status`;

describe('A release that has failed, once more', () => {
  let staging: Staging;

  beforeAll(async () => {
    staging = await Staging.create();
  });

  afterAll(async () => {
    await staging?.stop();
  });

  /** Releases what fails its smoke test, and waits until its pods are gone. */
  async function failOnce(): Promise<string> {
    await staging.release(bad, fate);
    const colour = await staging.colour('arq-backend');
    await staging.untilPhase('arq-backend', 'Degraded');
    await staging.untilReplicas('arq-backend', colour, 0);
    return colour;
  }

  it('by a retry, has to prove itself again', () =>
    staging.scenario(async (first) => {
      const colour = await failOnce();
      await staging.api.patch(status, { status: { abort: false } });
      await staging.untilAnalyses('arq-backend', 2);
      await staging.untilPhase('arq-backend', 'Degraded');
      expect(await staging.analyses('arq-backend')).toMatchObject([
        { colour, phase: 'Failed' },
        { colour, phase: 'Failed' },
      ]);
      expect(staging.history.coloursOf('arq-backend')).toEqual([first['arq-backend']]);
    }));

  it('after a revert, has to prove itself again', () =>
    staging.scenario(async (first) => {
      await failOnce();
      await staging.release(old);
      await staging.untilPhase('arq-backend', 'Healthy');
      await staging.release(bad, fate);
      await staging.untilPhase('arq-backend', 'Degraded');
      expect(staging.history.coloursOf('arq-backend')).toEqual([first['arq-backend']]);
    }));

  it('after a good one, has to prove itself again', () =>
    staging.scenario(async (first) => {
      await failOnce();
      await staging.release(good);
      const colour = await staging.colour('arq-backend');
      await staging.untilPhase('arq-backend', 'Healthy');
      await staging.release(bad, fate);
      await staging.untilPhase('arq-backend', 'Degraded');
      expect(staging.history.coloursOf('arq-backend')).toEqual([first['arq-backend'], colour]);
    }));

  it('goes live at once if it was reverted undecided and its pods are still there, which no setting prevents', () =>
    staging.scenario(async (first) => {
      const preview = { requestsPerSecond: 10, failing: 0.5, seconds: 0.02 };
      await staging.release(bad, { traffic: { preview } });
      const colour = await staging.colour('arq-backend');
      await staging.untilAnalysed('arq-backend', 'PrePromotion', colour);
      await staging.release(old);
      await staging.untilPhase('arq-backend', 'Healthy');
      await staging.release(bad, { traffic: { preview } });
      await staging.untilLeadsTo('arq-backend', colour);
      expect(staging.history.coloursOf('arq-backend')).toEqual([first['arq-backend'], colour]);
      expect(await staging.analyses('arq-backend')).toHaveLength(1);
    }));
});
