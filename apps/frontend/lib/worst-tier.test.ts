import { describe, expect, it } from '@jest/globals';
import { ongoing, sampleIncident, sampleStatus } from '../test/sample-data.ts';
import { worstTier } from './worst-tier.ts';

const redis = (startedAt: string, state: 'open' | 'resolved' = 'open') =>
  sampleIncident(0, { ...ongoing, tier: 'redis', startedAt, state });

describe('worstTier', () => {
  it('is none while everything works', () => {
    expect(worstTier(sampleStatus())).toBeUndefined();
  });

  it('is the one that the overall state comes from, since its earliest incident', () => {
    const status = sampleStatus({ backend: 'degraded', redis: 'outage' });
    const incidents = [
      redis('2026-01-31T12:10:00.000Z'),
      redis('2026-01-31T12:05:00.000Z'),
      redis('2026-01-31T12:00:00.000Z', 'resolved'),
    ];
    expect(worstTier(status, incidents)).toEqual({ tier: 'redis', since: '2026-01-31T12:05:00.000Z' });
  });

  it('has no beginning where none is known', () => {
    expect(worstTier(sampleStatus({ database: 'degraded' }))).toEqual({ tier: 'database', since: undefined });
  });
});
