import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../live/readings/until.ts';
import { namespace } from './delivery/manifests.ts';
import { Staging } from './releases/staging.ts';

const image = 'ghcr.io/arq-platform/arq-backend:0.2.0';
const scale = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts/arq-backend/scale`;

describe('A sync in the middle of a release', () => {
  let staging: Staging;

  beforeAll(async () => {
    staging = await Staging.create();
  });

  afterAll(async () => {
    await staging?.stop();
  });

  it('moves no traffic, before and after the release does, and starts nothing anew', () =>
    staging.scenario(async (first) => {
      await staging.release({ 'arq-backend': image });
      const colour = await staging.colour('arq-backend');
      await staging.untilAnalysed('arq-backend', 'PrePromotion', colour);
      await staging.sync();
      expect(staging.history.coloursOf('arq-backend')).toEqual([first['arq-backend']]);
      await staging.untilAnalysed('arq-backend', 'PostPromotion', colour);
      await staging.sync();
      await staging.untilPhase('arq-backend', 'Healthy');
      await staging.sync();
      await staging.untilPhase('arq-backend', 'Healthy');
      for (const service of ['arq-backend', 'arq-backend-preview']) {
        expect(staging.history.coloursOf(service)).toEqual([first['arq-backend'], colour]);
      }
      expect(await staging.analyses('arq-backend')).toMatchObject([
        { type: 'PrePromotion', phase: 'Successful' },
        { type: 'PostPromotion', phase: 'Successful' },
      ]);
      expect(staging.history.coloursOf('arq-frontend')).toEqual([first['arq-frontend']]);
    }));

  it('leaves the number of pods to the autoscaler, of both colours', () =>
    staging.scenario(async (first) => {
      await staging.api.patch(scale, { spec: { replicas: 4 } });
      await staging.untilReplicas('arq-backend', first['arq-backend'], 4);
      await staging.sync();
      await staging.release({ 'arq-backend': image });
      const colour = await staging.colour('arq-backend');
      await staging.untilReplicas('arq-backend', colour, 4);
      await staging.sync();
      const rollout = await staging.rollout('arq-backend');
      expect(rollout['spec'].replicas).toBe(4);
      expect(await staging.replicasOf('arq-backend', first['arq-backend'])).toBe(4);
    }));

  it('on the server moves all traffic to pods that have proved nothing, which is why Services refuse it', () =>
    staging.scenario(async (first) => {
      await staging.release({ 'arq-backend': image }, { smoke: { preview: 'fails' } });
      const colour = await staging.colour('arq-backend');
      await staging.untilLeadsTo('arq-backend-preview', colour);
      const active = staging.manifests.filter(
        ({ kind, metadata }) => kind === 'Service' && metadata.name === 'arq-backend',
      );
      await staging.cluster.kubectl.run(['apply', '--server-side', '--force-conflicts', '-f', '-'], active);
      await until('the Service has led to the new pods', 60, () =>
        staging.history.coloursOf('arq-backend').includes(colour) ? undefined : 'it has not',
      );
      const [, , moved] = staging.history.movesOf('arq-backend');
      expect(staging.history.coloursOf('arq-backend').slice(0, 3)).toEqual([first['arq-backend'], undefined, colour]);
      // Only now does the smoke test tell that they are bad.
      await staging.untilPhase('arq-backend', 'Degraded');
      const [run] = await staging.analyses('arq-backend');
      expect(run).toMatchObject({ type: 'PrePromotion', colour, phase: 'Failed' });
      expect(moved?.at).toBeLessThan((run?.completedAt ?? 0) + 1000);
    }));
});
