import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { committedImages } from './delivery/manifests.ts';
import { Staging } from './releases/staging.ts';

const image = 'ghcr.io/arq-platform/arq-backend:0.2.0';
const old = { 'arq-backend': committedImages['arq-backend'] };

describe('A revert in Git', () => {
  let staging: Staging;

  beforeAll(async () => {
    staging = await Staging.create();
  });

  afterAll(async () => {
    await staging?.stop();
  });

  it('of a good release moves traffic back at once, without proof', () =>
    staging.scenario(async (first) => {
      await staging.release({ 'arq-backend': image });
      const colour = await staging.colour('arq-backend');
      await staging.untilPhase('arq-backend', 'Healthy');
      await staging.release(old);
      await staging.untilLeadsTo('arq-backend', first['arq-backend'], 10);
      await staging.untilPhase('arq-backend', 'Healthy');
      expect(staging.history.coloursOf('arq-backend')).toEqual([first['arq-backend'], colour, first['arq-backend']]);
      expect(await staging.analyses('arq-backend')).toHaveLength(2);
    }));

  it('of an aborted release ends it well, and no traffic has ever moved', () =>
    staging.scenario(async (first) => {
      await staging.release({ 'arq-backend': image }, { smoke: { preview: 'fails' } });
      await staging.untilPhase('arq-backend', 'Degraded');
      await staging.release(old);
      await staging.untilPhase('arq-backend', 'Healthy');
      expect(staging.history.coloursOf('arq-backend')).toEqual([first['arq-backend']]);
      expect(await staging.analyses('arq-backend')).toHaveLength(1);
    }));
});
