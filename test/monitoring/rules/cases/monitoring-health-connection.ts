import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { foreign, namespace, ofPrometheus, second } from './monitoring-health-subjects.ts';
import { minutes, teller } from './workload-story.ts';

const length = '30m';
const metric = 'prometheus_notifications_alertmanagers_discovered';
const always = (value: number) => constant(value, length);
const tell = teller('PrometheusNotConnectedToAlertmanager', 'monitoring', [{ namespace, instance: '10.0.1.1:9090' }]);
const others = { ...ofPrometheus(metric, always(3), second), ...ofPrometheus(metric, always(0), foreign) };
const isSilent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: minutes(5, 25) });

export const cases: readonly RuleCase[] = [
  tell(
    'fires after five minutes, for the one that knows none',
    { ...others, ...ofPrometheus(metric, join(constant(3, '5m30s'), constant(0, '24m30s'))) },
    { silent: ['6m', '10m'], firing: ['11m', '20m'] },
  ),
  isSilent('is silent while it knows three', ofPrometheus(metric, always(3))),
  isSilent('is silent while it knows one of three', ofPrometheus(metric, always(1))),
  isSilent('is silent while Alertmanager is replaced', {
    ...ofPrometheus(
      metric,
      steps([
        [1, '5m30s'],
        [0, '4m'],
        [1, '20m30s'],
      ]),
    ),
  }),
  isSilent('is silent when it is away', ofPrometheus(metric, join(constant(3, '5m30s'), gone('24m30s')))),
];
