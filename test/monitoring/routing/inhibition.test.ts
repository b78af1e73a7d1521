import { alertmanagerConfig, severeMutesMild, tierInhibitions } from '@arq/constructs';
import { describe, expect, it } from '@jest/globals';
import { type AlertLabels, unmuted } from './evaluate.ts';
import { alertOf, labelsOf, pairs, shopRouting, tiers, uses } from './shop.ts';

const config = alertmanagerConfig(shopRouting);
const names = (alerts: readonly AlertLabels[]) => alerts.map(({ alertname }) => alertname);
/** Names of those that are told while all of these fire. */
const told = (...firing: readonly AlertLabels[]) => names(unmuted(config, firing));

describe('a cause', () => {
  it('mutes the symptoms of the tiers that use it, directly or through others', () => {
    const symptoms = ['BackendDown', 'HighErrorRate', 'SlowResponseTime', 'BudgetBurnFast', 'BudgetBurnSlow'];
    const ofApi = symptoms.map((name) => labelsOf('api', name));
    const ofWeb = ['FrontendDown', 'SlowPage'].map((name) => labelsOf('web', name));
    expect(told(labelsOf('db', 'DatabaseDown'), ...ofApi, ...ofWeb)).toEqual(['DatabaseDown']);
  });

  it('mutes the symptoms of its own tier', () => {
    expect(told(labelsOf('api', 'BackendDown'), labelsOf('api', 'HighErrorRate'))).toEqual(['BackendDown']);
  });

  it('is told, with what is no symptom', () => {
    const others = [labelsOf('db', 'DiskFull'), labelsOf('api', 'HighMemoryUsage')];
    expect(told(labelsOf('db', 'DatabaseDown'), ...others)).toEqual(['DatabaseDown', 'DiskFull', 'HighMemoryUsage']);
  });

  it('leaves tiers alone that do not use it, though their alerts bear the same name', () => {
    expect(told(labelsOf('db', 'DatabaseDown'), labelsOf('other', 'HighErrorRate'))).toHaveLength(2);
  });

  it('leaves what it uses alone', () => {
    expect(told(labelsOf('web', 'FrontendDown'), labelsOf('api', 'BackendDown'))).toEqual(['BackendDown']);
    expect(told(labelsOf('web', 'FrontendDown'), labelsOf('api', 'SlowResponseTime'))).toHaveLength(2);
  });

  it('that is milder does not mute what wakes somebody', () => {
    const symptoms = [labelsOf('api', 'BackendDown'), labelsOf('web', 'SlowPage')];
    expect(told(labelsOf('cache', 'CacheDown'), ...symptoms)).toEqual(['CacheDown', 'BackendDown']);
    expect(told(labelsOf('cache', 'CacheDown'), labelsOf('api', 'SlowResponseTime'))).toEqual(['CacheDown']);
  });

  it('mutes nothing of another namespace', () => {
    expect(told(labelsOf('db', 'DatabaseDown'), labelsOf('api', 'BackendDown', 'shop-staging'))).toHaveLength(2);
  });

  it('without a namespace mutes nothing, and nothing mutes a symptom without one', () => {
    const { namespace: _, ...cause } = labelsOf('db', 'DatabaseDown');
    const { namespace: __, ...symptom } = labelsOf('api', 'BackendDown');
    expect(told(cause, symptom)).toHaveLength(2);
    expect(told({ ...cause, namespace: '' }, symptom)).toHaveLength(2);
    expect(told(cause, labelsOf('api', 'BackendDown'))).toHaveLength(2);
    expect(told(labelsOf('db', 'DatabaseDown'), symptom)).toHaveLength(2);
  });
});

describe('tiers that use each other', () => {
  const circle = [
    { workload: 'a', alerts: [alertOf('ADown', 'critical', 'both'), alertOf('ASlow', 'warning', 'symptom')] },
    { workload: 'b', alerts: [alertOf('BDown', 'critical', 'both'), alertOf('BSlow', 'warning', 'symptom')] },
    { workload: 'c', alerts: [alertOf('CDown', 'critical', 'both')] },
  ];
  const round = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['a']],
  ]);
  const inhibitions = tierInhibitions({ tiers: circle, uses: round });
  const routing = alertmanagerConfig({ ...shopRouting, inhibitions });
  const of = (workload: string, alertname: string, severity = 'critical') => ({
    alertname,
    workload,
    severity,
    namespace: 'shop',
  });

  it('never mute all there is to tell', () => {
    const all = [of('a', 'ADown'), of('b', 'BDown'), of('c', 'CDown')];
    expect(names(unmuted(routing, all))).toEqual(['ADown', 'BDown', 'CDown']);
  });

  it('mute what is only a symptom', () => {
    const all = [of('a', 'ADown'), of('b', 'BSlow', 'warning')];
    expect(names(unmuted(routing, all))).toEqual(['ADown']);
  });
});

describe('severities', () => {
  const memory = (severity: string, more: AlertLabels = {}): AlertLabels => ({
    alertname: 'Memory',
    workload: 'api',
    namespace: 'shop',
    severity,
    ...more,
  });
  const severitiesTold = (...firing: AlertLabels[]) => unmuted(config, firing).map(({ severity }) => severity);

  it('mute milder ones of the same alert', () => {
    expect(severitiesTold(memory('info'), memory('warning'), memory('critical'))).toEqual(['critical']);
    expect(severitiesTold(memory('info'), memory('warning'))).toEqual(['warning']);
  });

  it.each<AlertLabels>([
    { alertname: 'Other' },
    { workload: 'web' },
    { namespace: 'elsewhere' },
    { pod: 'api-1' },
    { persistentvolumeclaim: 'data-1' },
    { node: 'one' },
    { instance: '10.0.0.1:9100' },
    { device: 'sda' },
  ])('leave the alert on something else alone: %j', (different) => {
    expect(severitiesTold(memory('critical'), memory('warning', different))).toEqual(['critical', 'warning']);
  });

  it('need a namespace', () => {
    expect(severitiesTold(memory('critical', { namespace: '' }), memory('warning', { namespace: '' }))).toHaveLength(2);
  });
});

describe('a pair', () => {
  it('mutes its other half on the same workload only', () => {
    expect(told(labelsOf('api', 'BudgetBurnSlow'), labelsOf('api', 'BudgetBurnFast'))).toEqual(['BudgetBurnFast']);
    expect(
      told({ ...labelsOf('api', 'BudgetBurnSlow'), workload: 'web' }, labelsOf('api', 'BudgetBurnFast')),
    ).toHaveLength(2);
  });

  it('that no tier has is refused', () => {
    expect(() => tierInhibitions({ tiers, uses, pairs: [{ mutes: 'BudgetBurnFast', muted: 'SlowPage' }] })).toThrow(
      'inhibitions: no tier has both "BudgetBurnFast" and "SlowPage", so that the pair mutes nothing; correct the names, or remove it',
    );
  });

  it('in the wrong order is refused', () => {
    expect(() =>
      tierInhibitions({ tiers, uses, pairs: [{ mutes: 'BudgetBurnSlow', muted: 'BudgetBurnFast' }] }),
    ).toThrow(
      'inhibitions: in api "BudgetBurnSlow" is warning and would mute "BudgetBurnFast", which is critical; swap them',
    );
  });
});

describe('an inhibition', () => {
  it('by which alerts would mute themselves is refused', () => {
    const inhibitions = [{ source: { alerts: ['A', 'B'] }, target: { alerts: ['B', 'C'], workload: 'api' } }];
    expect(() => alertmanagerConfig({ ...shopRouting, inhibitions })).toThrow(
      'inhibitions[0]: what is muted (alertname=~"B|C", workload="api", namespace=~".+") may be what mutes ' +
        '(alertname=~"A|B", namespace=~".+")',
    );
  });

  it('of alerts that differ in one respect is not', () => {
    const differing = [
      { source: { workload: 'api' }, target: { workload: 'web' } },
      { source: { alerts: ['A'] }, target: { alerts: ['B'] } },
      ...severeMutesMild,
    ];
    expect(alertmanagerConfig({ ...shopRouting, inhibitions: differing }).inhibit_rules).toHaveLength(4);
  });

  it('does not depend on the order of tiers and of who uses whom', () => {
    const turned = new Map([...uses].reverse().map(([user, used]) => [user, [...used].reverse()] as const));
    const rules = (of: typeof tiers, by: ReadonlyMap<string, readonly string[]>) =>
      tierInhibitions({ tiers: of, uses: by, pairs })
        .map((rule) => JSON.stringify(rule))
        .sort();
    expect(rules([...tiers].reverse(), turned)).toEqual(rules(tiers, uses));
  });
});
