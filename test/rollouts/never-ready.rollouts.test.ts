import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shortened } from './delivery/hastened.ts';
import { rolloutOf } from './delivery/manifests.ts';
import { Staging } from './releases/staging.ts';

describe('A release whose pods never get ready', () => {
  let staging: Staging;

  beforeAll(async () => {
    staging = await Staging.create();
  });

  afterAll(async () => {
    await staging?.stop();
  });

  it('is aborted when it has made no progress for so long, and never gets any traffic', () =>
    staging.scenario(async (first) => {
      await staging.release({ 'arq-backend': 'ghcr.io/arq-platform/arq-backend:0.2.0' }, { pods: 'never ready' });
      const deadline = shortened(rolloutOf('arq-backend').spec.progressDeadlineSeconds);
      const { status } = (await staging.untilPhase('arq-backend', 'Degraded', deadline + 60)) as { status?: any };
      expect(status).toMatchObject({ abort: true, stableRS: first['arq-backend'] });
      expect(staging.history.coloursOf('arq-backend')).toEqual([first['arq-backend']]);
      expect(await staging.analyses('arq-backend')).toEqual([]);
      await staging.untilReplicas('arq-backend', await staging.colour('arq-backend'), 0);
      expect(await staging.replicasOf('arq-backend', first['arq-backend'])).toBe(2);
    }));
});
