import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { foreign, namespace, ofAlertmanager, ofPrometheus, second } from './monitoring-health-subjects.ts';
import { minutes, teller } from './workload-story.ts';

const length = '30m';
const always = (value: number) => constant(value, length);
const broken = join(constant(1, '5m30s'), constant(0, '24m30s'));

function casesOf(alert: string, metric: string, of: typeof ofPrometheus, instance: string): RuleCase[] {
  const tell = teller(alert, 'monitoring', [{ namespace, instance }]);
  const others = { ...of(metric, always(1), second), ...of(metric, always(0), foreign) };
  const isSilent = (title: string, values: string) =>
    tell(title, { ...others, ...of(metric, values) }, { silent: minutes(5, 25) });
  return [
    tell(
      'fires after five minutes, for the one that could not read it',
      { ...others, ...of(metric, broken) },
      {
        silent: ['6m', '10m'],
        firing: ['11m', '20m'],
      },
    ),
    isSilent('is silent while configurations are read', always(1)),
    isSilent(
      'is silent when it is mended within four minutes',
      steps([
        [1, '5m30s'],
        [0, '4m'],
        [1, '20m30s'],
      ]),
    ),
    isSilent('is silent when it is away', join(constant(1, '5m30s'), gone('24m30s'))),
  ];
}

export const cases: readonly RuleCase[] = [
  ...casesOf('PrometheusConfigReloadFailed', 'prometheus_config_last_reload_successful', ofPrometheus, '10.0.1.1:9090'),
  ...casesOf(
    'AlertmanagerConfigReloadFailed',
    'alertmanager_config_last_reload_successful',
    ofAlertmanager,
    '10.0.2.1:9093',
  ),
];
