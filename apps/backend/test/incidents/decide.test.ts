import { describe, expect, it } from '@jest/globals';
import { decide } from '../../src/incidents/decide.ts';

const now = new Date('2026-01-01T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('what a delivered alert leads to', () => {
  it.each([
    ['firing, never heard of', undefined, 'firing', 'open'],
    ['resolved, never heard of', undefined, 'resolved', 'open-resolved'],
    ['firing again while open', { state: 'open', resolutionReceivedAt: null }, 'firing', 'refresh'],
    ['firing again while acknowledged', { state: 'acknowledged', resolutionReceivedAt: null }, 'firing', 'refresh'],
    ['resolved while open', { state: 'open', resolutionReceivedAt: null }, 'resolved', 'resolve'],
    ['resolved while acknowledged', { state: 'acknowledged', resolutionReceivedAt: null }, 'resolved', 'resolve'],
    ['resolved twice', { state: 'resolved', resolutionReceivedAt: minutesAgo(1) }, 'resolved', 'ignore'],
    ['firing, overtaken by its end', { state: 'resolved', resolutionReceivedAt: minutesAgo(10) }, 'firing', 'ignore'],
    ['firing long after its end', { state: 'resolved', resolutionReceivedAt: minutesAgo(10.1) }, 'firing', 'reopen'],
    ['firing although an operator resolved it', { state: 'resolved', resolutionReceivedAt: null }, 'firing', 'ignore'],
    [
      'resolved after an operator did',
      { state: 'resolved', resolutionReceivedAt: null },
      'resolved',
      'record-resolution',
    ],
  ] as const)('%s', (_, known, status, decision) => {
    expect(decide(known, status, now)).toBe(decision);
  });
});
