import { describe, expect, it } from '@jest/globals';
import { AlertGroup, reportOf } from '../../src/incidents/alert.ts';
import { alert, group } from '../support/alerts.ts';

const parsed = (labels: Record<string, string>, annotations: Record<string, string> = {}) => {
  const first = AlertGroup.parse(group([{ ...alert(), labels, annotations }])).alerts[0];
  if (!first) throw new Error('the group lost its alert');
  return reportOf(first);
};

describe('what an alert says', () => {
  it.each([
    [{ tier: 'backend' }, 'backend'],
    [{ component: 'redis' }, 'redis'],
    [{ component: 'postgres' }, 'database'],
    [{ component: 'cache' }, 'redis'],
    [{ tier: 'postgresql' }, 'database'],
    [{ tier: 'elsewhere' }, null],
    [{}, null],
  ])('of its tier by %j', (labels, tier) => {
    expect(parsed(labels as Record<string, string>).tier).toBe(tier);
  });

  it.each([
    ['critical', 'critical'],
    ['warning', 'warning'],
    ['info', 'info'],
    ['none', 'info'],
    ['page', 'warning'],
    [undefined, 'warning'],
  ])('of its severity by %s', (label, severity) => {
    expect(parsed(label === undefined ? {} : { severity: label }).severity).toBe(severity);
  });

  it.each([
    ['https://runbooks.example.com/a', 'https://runbooks.example.com/a'],
    ['javascript:alert(1)', null],
    ['https://', null],
    ['/runbooks/a', null],
  ])('of its runbook by %s', (url, expected) => {
    expect(parsed({}, { runbook_url: url }).runbookUrl).toBe(expected);
  });

  it('in a summary, or by its name if there is none', () => {
    expect(parsed({ alertname: 'A' }, { summary: 'It is so' }).summary).toBe('It is so');
    expect(parsed({ alertname: 'A' }).summary).toBe('A');
  });

  it('with characters that PostgreSQL cannot hold replaced', () => {
    expect(parsed({ alertname: 'a\u0000b', 'x\u0000': '\u0000' }).labels).toMatchObject({
      alertname: 'a�b',
      'x�': '�',
    });
  });
});

describe('a delivery', () => {
  it.each([
    ['another version', { version: '5' }],
    ['no alerts', { alerts: undefined }],
    ['an alert without a start', { alerts: [{ ...alert(), startsAt: undefined }] }],
    ['an alert without a fingerprint', { alerts: [{ ...alert(), fingerprint: '' }] }],
    ['an alert in another state', { alerts: [{ ...alert(), status: 'pending' }] }],
    ['a start in the year 0', { alerts: [{ ...alert(), startsAt: '0000-01-01T00:00:00Z' }] }],
    ['a start that is no date', { alerts: [{ ...alert(), startsAt: '2026-02-30T00:00:00Z' }] }],
    ['a label that is no text', { alerts: [{ ...alert(), labels: { a: 1 } }] }],
  ])('with %s is refused', (_, change) => {
    expect(AlertGroup.safeParse({ ...group([alert()]), ...change }).success).toBe(false);
  });

  it.each(['2026-01-01T00:00:00+23:59', '2026-01-01T00:00:00-18:00', '2026-01-01T05:30:00.5+05:30'])(
    'may name a start in the offset of %s',
    (startsAt) => {
      const parsed = AlertGroup.parse(group([{ ...alert(), startsAt }]));
      expect(parsed.alerts[0]?.startsAt).toBe(new Date(startsAt).toISOString());
    },
  );

  it('may hold fields that nobody knows yet', () => {
    expect(AlertGroup.safeParse({ ...group([{ ...alert(), new: 1 } as never]), newer: {} }).success).toBe(true);
  });
});
