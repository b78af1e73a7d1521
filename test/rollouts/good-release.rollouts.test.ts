import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shortened } from './delivery/hastened.ts';
import { committedImages, rolloutOf, type Service } from './delivery/manifests.ts';
import { noTraffic } from './releases/fate.ts';
import { Staging } from './releases/staging.ts';

const services: readonly Service[] = ['arq-backend', 'arq-frontend'];
const images = {
  'arq-backend': 'ghcr.io/arq-platform/arq-backend:0.2.0',
  'arq-frontend': 'ghcr.io/arq-platform/arq-frontend:0.2.0',
};

describe('A release that is good', () => {
  let staging: Staging;

  beforeAll(async () => {
    staging = await Staging.create();
  });

  afterAll(async () => {
    await staging?.stop();
  });

  it('is live at once and unproved if it is the first, with as many pods as the autoscaler wants', () =>
    staging.scenario(async (first) => {
      for (const service of services) {
        expect(staging.history.coloursOf(service)).toEqual([first[service]]);
        expect(staging.history.coloursOf(`${service}-preview`)).toEqual([first[service]]);
        expect((await staging.rollout(service))['status']).toMatchObject({ stableRS: first[service], HPAReplicas: 2 });
        expect(await staging.analyses(service)).toEqual([]);
      }
    }));

  it('proves itself before traffic moves and afterwards, and the old pods stay for a while', () =>
    staging.scenario(async (first) => {
      // Nobody asks the frontend anything: it has no share of errors and no latency.
      staging.cluster.fates.set(images['arq-frontend'], { traffic: { live: noTraffic } });
      await staging.release({ 'arq-backend': images['arq-backend'] });
      await staging.release({ 'arq-frontend': images['arq-frontend'] }, { traffic: { live: noTraffic } });
      for (const service of services) {
        const colour = await staging.colour(service);
        await staging.untilPhase(service, 'Healthy');
        expect(staging.history.coloursOf(service)).toEqual([first[service], colour]);
        expect(staging.history.coloursOf(`${service}-preview`)).toEqual([first[service], colour]);
        const [, preview] = staging.history.movesOf(`${service}-preview`);
        const [, active] = staging.history.movesOf(service);
        const [before, after, ...others] = await staging.analyses(service);
        expect(others).toEqual([]);
        expect(before).toMatchObject({ type: 'PrePromotion', colour, phase: 'Successful' });
        expect(after).toMatchObject({ type: 'PostPromotion', colour, phase: 'Successful' });
        for (const [run, count] of [
          [before, 4],
          [after, 10],
        ] as const) {
          const measured = run?.metrics.map(({ name, phase, values }) => `${name}: ${phase} ${values.length}`);
          expect(measured?.sort()).toEqual([
            `answers: Successful ${count}`,
            `errors: Successful ${count}`,
            `latency: Successful ${count}`,
            `restarts: Successful ${count}`,
            'smoke: Successful 1',
          ]);
        }
        // The API tells whole seconds.
        expect(preview?.at).toBeLessThan(before?.completedAt ?? 0);
        expect(before?.completedAt).toBeLessThanOrEqual(active?.at ?? 0);
        expect(await staging.replicasOf(service, first[service])).toBe(2);
      }
      const [, quiet] = await staging.analyses('arq-frontend');
      for (const name of ['errors', 'latency']) {
        expect(new Set(quiet?.metrics.find((metric) => metric.name === name)?.values)).toEqual(new Set(['[0]']));
      }

      for (const service of services) {
        const delay = shortened(rolloutOf(service).spec.strategy.blueGreen.scaleDownDelaySeconds);
        await staging.untilReplicas(service, first[service], 0, delay + 30);
        const kept = (Date.now() - (staging.history.movesOf(service)[1]?.at ?? 0)) / 1000;
        // The API tells whole seconds.
        expect(kept).toBeGreaterThan(delay - 1);
      }

      // Without its pods the way back is that of any other release.
      await staging.release({ 'arq-backend': committedImages['arq-backend'] });
      await staging.untilAnalysed('arq-backend', 'PrePromotion', first['arq-backend']);
      expect(staging.history.coloursOf('arq-backend')).toHaveLength(2);
    }));

  it('bears single failures of many requests', () =>
    staging.scenario(async () => {
      const live = { requestsPerSecond: 100, failing: 0.01, seconds: 0.02 };
      await staging.release({ 'arq-backend': images['arq-backend'] }, { traffic: { live } });
      await staging.untilPhase('arq-backend', 'Healthy');
    }));
});
