import type { RuleCase } from '../rule-case.ts';
import { constant, counter, gone, join } from '../series.ts';
import { namespace, neighbour, ofAlertmanager } from './monitoring-health-subjects.ts';
import { minutes, teller } from './workload-story.ts';

const length = '50m';
const integration = 'webhook';
const tell = teller('NotificationsFailing', 'monitoring', [{ namespace, integration }]);
const secondOne = { instance: '10.0.2.2:9093' };

type Told = Readonly<Record<string, string>>;
const sent = (values: string, labels: Told = {}) =>
  ofAlertmanager('alertmanager_notifications_total', values, { integration, ...labels });
const failed = (values: string, labels: Told = {}) =>
  ofAlertmanager('alertmanager_notifications_failed_total', values, { integration, reason: 'other', ...labels });
/** A counter that stood still and jumps at once. */
const jump = (by: number, at: string, rest: string) => join(constant(0, at), constant(by, rest));
const steady = (perSecond: number) => counter({ perSecond, for: length });
const still = constant(0, length);

const others = {
  ...sent(steady(1), { integration: 'email' }),
  ...failed(still, { integration: 'email' }),
  ...sent(steady(1), neighbour),
  ...failed(steady(0.9), neighbour),
};
const isSilent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: minutes(1, 45) });

export const cases: readonly RuleCase[] = [
  tell(
    'fires at the first one of few that fails, for a quarter of an hour',
    { ...others, ...sent(jump(2, '20m', '30m')), ...failed(jump(1, '20m', '30m')) },
    {
      silent: ['19m', '35m'],
      firing: ['20m', '34m'],
      annotations: [{ summary: `Notifications by ${integration} fail in ${namespace}` }],
    },
  ),
  tell(
    'fires when more than five of a hundred fail, whichever Alertmanager sends them and for whatever reason',
    {
      ...others,
      ...sent(steady(0.5)),
      ...sent(steady(0.5), secondOne),
      ...failed(counter({ perSecond: 0, for: '20m' }, { perSecond: 0.02, for: '30m' })),
      ...failed(counter({ perSecond: 0, for: '20m' }, { perSecond: 0.04, for: '30m' }), secondOne),
      ...failed(still, { reason: 'clientError' }),
    },
    { silent: ['20m', '30m', '32m'], firing: ['33m', '45m'] },
  ),
  isSilent('is silent while none fails', { ...sent(steady(0.5)), ...failed(still) }),
  isSilent('is silent when five of a hundred fail', { ...sent(steady(1)), ...failed(steady(0.05)) }),
  isSilent('is silent when none is sent', { ...sent(still), ...failed(still) }),
  isSilent('is silent when a restart sets the counters back', {
    ...sent(counter({ perSecond: 0.5, for: '25m' }, gone('1m'), { perSecond: 0.5, for: '24m', restarted: true })),
    ...failed(join(constant(40, '25m'), gone('1m'), constant(0, '24m'))),
  }),
];
