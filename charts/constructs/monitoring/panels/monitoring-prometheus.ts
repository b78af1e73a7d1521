import type { Alert } from '../alert.ts';
import type { Panel } from './panel.ts';
import { thresholdOf } from './threshold.ts';

const window = '$__rate_interval';

export function failingRules(prometheus: string, alerts: readonly Alert[]): Panel {
  return {
    title: 'Failed evaluations',
    description:
      'Of rules, within five minutes. Their alerts cannot fire; at the red value RuleEvaluationsFailing does.',
    kind: 'stat',
    unit: 'none',
    queries: [
      { expression: `sum(increase(prometheus_rule_evaluation_failures_total{${prometheus}}[5m]))`, legend: 'failed' },
    ],
    limits: { yellow: 1, red: thresholdOf(alerts, 'RuleEvaluationsFailing', 'evaluations') ?? 1 },
  };
}

export function ruleTime(prometheus: string): Panel {
  return {
    title: 'Time of an evaluation',
    description:
      'Share of its interval that each group of rules takes. At 100 % evaluations are left out and alerts come late.',
    unit: 'percentunit',
    queries: [
      {
        expression:
          `topk(5, max by (rule_group) (prometheus_rule_group_last_duration_seconds{${prometheus}} / ` +
          `prometheus_rule_group_interval_seconds{${prometheus}}))`,
        legend: '{{rule_group}}',
      },
    ],
    limits: { red: 1 },
  };
}

export function toAlertmanager(prometheus: string): Panel {
  const rate = (name: string) => `sum(rate(prometheus_notifications_${name}_total{${prometheus}}[${window}]))`;
  return {
    title: 'Alerts to Alertmanager',
    description: 'Alerts a second that Prometheus sent, could not send, or dropped because its queue was full.',
    unit: 'cps',
    queries: [
      { expression: rate('sent'), legend: 'sent' },
      { expression: rate('errors'), legend: 'failed' },
      { expression: rate('dropped'), legend: 'dropped' },
    ],
  };
}

export function series(prometheus: string): Panel {
  return {
    title: 'Series',
    description: 'Series in memory. A step up that stays is a label with too many values; memory follows it.',
    unit: 'short',
    queries: [{ expression: `max(prometheus_tsdb_head_series{${prometheus}})`, legend: 'series' }],
  };
}

export function samples(prometheus: string): Panel {
  const appended = `rate(prometheus_tsdb_head_samples_appended_total{${prometheus}}[${window}])`;
  return {
    title: 'Samples',
    description: 'Samples a second that are stored. A fall means that targets are lost.',
    unit: 'cps',
    queries: [
      {
        expression: `max(sum by (instance) (${appended}))`,
        legend: 'samples',
      },
    ],
  };
}

export function storage(prometheus: string): Panel {
  return {
    title: 'Storage',
    description: 'Bytes of the blocks on disk, and where the oldest are deleted for; a limit of 0 is none.',
    unit: 'bytes',
    queries: [
      { expression: `max(prometheus_tsdb_storage_blocks_bytes{${prometheus}})`, legend: 'blocks' },
      { expression: `max(prometheus_tsdb_retention_limit_bytes{${prometheus}})`, legend: 'limit' },
    ],
  };
}
