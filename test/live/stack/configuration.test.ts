import { describe, expect, it } from '@jest/globals';
import { configuration } from './configuration.ts';
import { isOfTheMachine } from './machine-alerts.ts';

interface Prometheus {
  readonly alerting: {
    readonly alertmanagers: readonly object[];
    readonly alert_relabel_configs: readonly {
      readonly source_labels: readonly [string];
      readonly regex: string;
      readonly action: string;
    }[];
  };
}

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly labels: Readonly<Record<string, string>> }[];
  }[];
}

const files = configuration(
  {
    addresses: {
      'arq-backend': '127.0.0.1:1',
      alertmanager: '127.0.0.1:2',
      prometheus: '127.0.0.1:3',
      'node-exporter': '127.0.0.1:4',
    },
    webhook: { url: 'http://127.0.0.1:5/', tokenFile: '/token' },
  },
  undefined,
);
const { alerting } = JSON.parse(files['prometheus.yml'] ?? '') as Prometheus;
const { groups } = JSON.parse(files['rules.yml'] ?? '') as Rules;
const rules = groups.flatMap((group) => group.rules).map(({ alert, labels }) => ({ ...labels, alertname: alert }));
const isDropped = (labels: Readonly<Record<string, string>>) =>
  alerting.alert_relabel_configs.some(
    ({ source_labels: [label], regex, action }) =>
      action === 'drop' && new RegExp(`^(?:${regex})$`).test(labels[label] ?? ''),
  );

describe('The configuration of a live run', () => {
  it('keeps from Alertmanager exactly what is not counted either', () => {
    expect(alerting.alertmanagers).toHaveLength(1);
    expect(rules.filter(isDropped)).toEqual(rules.filter(isOfTheMachine));
  });

  it('evaluates the rules on the machine all the same', () => {
    const names = rules.filter(isOfTheMachine).map(({ alertname }) => alertname);
    expect(names).toEqual(
      expect.arrayContaining(['LowDiskSpace', 'HighCPUUsage', 'HighMemoryUsage', 'NodeClockSkew', 'EventLoopLag']),
    );
  });

  it('tells of everything else', () => {
    const names = rules.filter((labels) => !isDropped(labels)).map(({ alertname }) => alertname);
    expect(names).toEqual(expect.arrayContaining(['BackendDown', 'HighErrorRate', 'SlowResponseTime']));
  });
});
