import type { RuleCase } from '../rule-case.ts';
import { counter, gone } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import { elsewhere, frontend, named, namespace } from './workload-subjects.ts';

const { workload, pods } = frontend;
const steady = (perSecond: number) => counter({ perSecond, for: '20m' });

interface Asked {
  readonly pod?: 0 | 1;
  readonly endpoint?: string;
  readonly reason?: string;
  readonly job?: string;
  readonly place?: string;
}

function labelsOf({ pod = 0, endpoint = 'incidents', job = workload, place = namespace }: Asked) {
  return { namespace: place, job, pod: pods[pod], endpoint };
}

const questions = (asked: Asked, values: string) => ({
  [named('backend_fetch_duration_seconds_count', labelsOf(asked))]: values,
});

const errors = (asked: Asked, values: string) => ({
  [named('backend_fetch_errors_total', { ...labelsOf(asked), reason: asked.reason ?? 'timeout' })]: values,
});

/** Questions of the first pod, those without an answer, and what does not count. */
function seriesOf(asked: string, failed: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    ...questions({}, asked),
    ...errors({}, failed),
    ...errors({ reason: 'status-429' }, steady(1)),
    ...questions({ place: elsewhere }, steady(5)),
    ...errors({ place: elsewhere }, steady(5)),
    ...more,
  };
}

const tell = teller('FrontendBackendErrors', workload);
/** @param first minute at which it fires, once there are enough errors in the window */
const fires = (title: string, first: number, asked: string, failed: string, more?: Record<string, string>) =>
  tell(title, seriesOf(asked, failed, more), { silent: [`${first - 1}m`], firing: [`${first}m`, '18m'] });
const isSilent = (title: string, asked: string, failed: string, more?: Record<string, string>) =>
  tell(title, seriesOf(asked, failed, more), { silent: minutes(6, 18) });
const other = { job: 'arq-neighbour' };

export const cases: readonly RuleCase[] = [
  tell(
    'fires when 6 % of the questions have had no answer for 5 minutes',
    seriesOf(steady(5), counter({ perSecond: 0, for: '5m' }, { perSecond: 0.3, for: '15m' })),
    {
      silent: ['5m', '6m', '11m'],
      firing: ['12m', '18m'],
      annotations: [{ summary: `${workload} gets no answer from the backend in ${namespace}` }],
    },
  ),
  fires('fires at few questions, of which one every 18 s has no answer', 7, steady(0.1), steady(0.055)),
  fires('fires at just enough errors', 7, steady(0.1), steady(0.05)),
  fires('fires when errors are of several pods, endpoints and reasons', 7, steady(0.75), steady(0.04), {
    ...questions({ pod: 1, endpoint: 'status' }, steady(0.75)),
    ...errors({ pod: 1, endpoint: 'status', reason: 'status-503' }, steady(0.04)),
  }),
  fires('fires however much other jobs are answered', 6, steady(2), steady(0.2), questions(other, steady(50))),
  isSilent('is silent exactly at the limit', steady(2), steady(0.1)),
  isSilent('is silent at 4.8 %', steady(5), steady(0.24)),
  isSilent('is silent when 4 % of the questions of several pods fail', steady(2.5), steady(0.1), {
    ...questions({ pod: 1 }, steady(2.5)),
    ...errors({ pod: 1 }, steady(0.1)),
  }),
  isSilent('is silent when 5 questions in two minutes have no answer', steady(0.1), steady(0.0455)),
  isSilent('is silent when other jobs get no answer', steady(5), steady(0.1), errors(other, steady(5))),
  isSilent(
    'is silent when other jobs get no answer, and there are few questions',
    steady(0.1),
    steady(0.0455),
    errors(other, steady(5)),
  ),
  isSilent(
    'is silent when the backend is away for 3 minutes',
    steady(5),
    counter({ perSecond: 0, for: '5m' }, { perSecond: 5, for: '3m' }, { perSecond: 0, for: '12m' }),
  ),
  isSilent('is silent without questions', steady(0), steady(0)),
  isSilent(
    'is silent when the frontend is gone',
    counter({ perSecond: 5, for: '8m' }, gone('12m')),
    counter({ perSecond: 0.1, for: '8m' }, gone('12m')),
  ),
];
