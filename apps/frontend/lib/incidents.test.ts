import { describe, expect, it } from '@jest/globals';
import { ongoing, sampleIncident } from '../test/sample-data.ts';
import type { Incident } from './api-types.ts';
import { incidentsPath, pageSearch, readIncidentQuery } from './incident-query.ts';
import { applyIncident, secondsOf, sortByWeight } from './incidents.ts';

const event = (incident: Incident) => ({
  incident,
  event: { id: '9', kind: 'opened' as const, at: incident.updatedAt, actor: null, comment: null },
});
const redis = sampleIncident(0, { ...ongoing, updatedAt: '2026-01-31T12:00:00.000Z' });
const latency = sampleIncident(1, ongoing);

describe('applyIncident', () => {
  it('adds what has begun, worst first', () => {
    expect(applyIncident([latency], event(redis))).toEqual([redis, latency]);
  });

  it('takes away what is over', () => {
    expect(applyIncident([redis, latency], event({ ...redis, state: 'resolved' }))).toEqual([latency]);
  });

  it('replaces what has changed', () => {
    const acknowledged: Incident = { ...redis, state: 'acknowledged', updatedAt: '2026-01-31T12:05:00.000Z' };
    expect(applyIncident([redis], event(acknowledged))).toEqual([acknowledged]);
  });

  it('leaves what is newer than the event', () => {
    const late = { ...redis, state: 'resolved' as const, updatedAt: '2026-01-31T11:00:00.000Z' };
    expect(applyIncident([redis], event(late))).toEqual([redis]);
  });
});

describe('sortByWeight', () => {
  it('puts the worst first, then the latest, as an event would', () => {
    const older = sampleIncident(4, ongoing);
    expect(sortByWeight([latency, older, redis])).toEqual([redis, older, latency]);
  });
});

describe('secondsOf', () => {
  const startedAt = '2026-01-31T12:00:00.000Z';
  const now = Date.parse('2026-01-31T12:01:00.000Z');

  it('counts until the end, or until now', () => {
    expect(secondsOf({ ...redis, startedAt, endedAt: '2026-01-31T12:00:30.000Z' }, now)).toBe(30);
    expect(secondsOf({ ...redis, startedAt, endedAt: null }, now)).toBe(60);
  });
});

describe('the query of the list', () => {
  it('reads what it knows, and nothing else', () => {
    const parameters = { state: 'open', severity: ['warning', 'info'], cursor: 'abc', other: 'x' };
    expect(readIncidentQuery(parameters)).toEqual({ state: 'open', severity: 'warning', cursor: 'abc' });
    expect(readIncidentQuery({ state: 'odd', severity: '', cursor: 'x'.repeat(501) })).toEqual({});
  });

  it('becomes an address of the page', () => {
    expect(pageSearch({})).toBe('');
    expect(pageSearch({ state: 'ongoing', cursor: 'a&b' })).toBe('?state=ongoing&cursor=a%26b');
  });

  it('becomes a path of the API', () => {
    expect(incidentsPath({})).toBe('/api/v1/incidents?limit=20');
    expect(incidentsPath({ state: 'ongoing', severity: 'critical', cursor: 'a&b' })).toBe(
      '/api/v1/incidents?state=open,acknowledged&severity=critical&limit=20&cursor=a%26b',
    );
    expect(incidentsPath({}, 100)).toBe('/api/v1/incidents?limit=100');
  });
});
