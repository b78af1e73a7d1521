import type { AlertingRule } from '../../../charts/constructs/monitoring/rule-group.ts';
import { ruleCase } from './rule-case.ts';
import { constant, join } from './series.ts';

/** A rule to try the harness on. */
export const rule: AlertingRule = {
  alert: 'QueueFull',
  expr: 'max by (namespace) (queue_length{job="shop-queue"}) > 0.8',
  for: '2m',
  labels: { severity: 'warning', workload: 'shop-queue' },
  annotations: { summary: 'at {{ $value }}', description: 'not compared' },
};

/** A case that it passes. */
export const fires = ruleCase({
  alert: 'QueueFull',
  workload: 'shop-queue',
  title: 'fires once it was full for two minutes',
  series: { 'queue_length{job="shop-queue",namespace="a"}': join(constant(0.5, '5m'), constant(0.9, '5m')) },
  silent: ['6m'],
  firing: [{ at: '7m', labels: [{ namespace: 'a' }], annotations: [{ summary: 'at 0.9' }] }],
});

/** Another one, in which nothing happens. */
export const silent = ruleCase({
  alert: 'QueueFull',
  workload: 'shop-queue',
  title: 'stays silent exactly at the threshold',
  series: { 'queue_length{job="shop-queue",namespace="a"}': constant(0.8, '5m') },
  silent: ['5m'],
});
