import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, missing, steps } from '../series.ts';
import { always, seriesOf } from './availability-signs.ts';
import { minutes, teller } from './workload-story.ts';
import { backend, frontend, named, namespace, type Subject } from './workload-subjects.ts';

/** Traffic moves from the first pod to the second one, which was another job's until then. */
function casesOf(alert: string, subject: Subject): RuleCase[] {
  const { workload, pods } = subject;
  const tell = teller(alert, workload, undefined, 'blueGreen');
  const isSilent = (title: string, series: Record<string, string>) => tell(title, series, { silent: minutes(5, 15) });
  const preview = (up: string) => ({ [named('up', { namespace, job: `${workload}-preview`, pod: pods[1] })]: up });
  return [
    isSilent('is silent when traffic moves from one colour to the other', {
      ...seriesOf(subject, 'blueGreen', {
        up: [
          join(constant(1, '7m50s'), gone('12m10s')),
          // Prometheus needs a while to find the new targets.
          join(missing('8m20s'), constant(1, '11m40s')),
        ],
      }),
      ...preview(always(1)),
    }),
    isSilent('is silent when the colours’ available pods are counted anew', {
      ...seriesOf(subject, 'blueGreen', {
        available: steps([
          [1, '7m50s'],
          [0, '30s'],
          [1, '11m40s'],
        ]),
      }),
    }),
    isSilent('is silent when no pod of the new colour answers before it has the traffic', {
      ...seriesOf(subject, 'blueGreen', {}),
      ...preview(always(0)),
    }),
    tell(
      'fires when nothing but the new colour answers, which nobody is led to',
      {
        ...seriesOf(subject, 'blueGreen', { up: [join(constant(1, '5m30s'), constant(0, '14m30s'))] }),
        ...preview(always(1)),
      },
      { silent: ['5m', '6m'], firing: ['7m', '15m'] },
    ),
  ];
}

export const cases: readonly RuleCase[] = [...casesOf('BackendDown', backend), ...casesOf('FrontendDown', frontend)];
