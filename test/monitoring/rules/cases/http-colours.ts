import type { RuleCase } from '../rule-case.ts';
import { counter, gone, join, missing } from '../series.ts';
import { backendService, counted, frontendService, type Service, timed } from './http-service.ts';
import { minutes, teller } from './workload-story.ts';

const bounds = ['1', '2.5', '+Inf'];

/** Traffic moves after eight minutes. The new colour has been asked before, as another job, and shows what it has counted. */
const untilSwitch = (perSecond: number) => join(counter({ perSecond, for: '8m' }), gone('12m'));
const sinceSwitch = (perSecond: number, already: number) =>
  join(missing('8m'), `${already}+${perSecond * 10}x${12 * 6 - 1}`);

/** Stories of a service whose traffic moves from one colour to the other. */
function casesOf(service: Service): RuleCase[] {
  const errors = teller('HighErrorRate', service.workload, undefined, 'blueGreen');
  const slowness = teller('SlowResponseTime', service.workload, undefined, 'blueGreen');
  const silent = { silent: minutes(5, 19) };
  const preview = `${service.workload}-preview`;
  const answered = (asked: Parameters<typeof counted>[1], well: string, failed: string) => ({
    ...counted(service, asked, well),
    ...counted(service, { ...asked, status: 503 }, failed),
  });
  const steady = (perSecond: number) => counter({ perSecond, for: '20m' });
  const serves = answered({}, steady(0.1), steady(0));
  return [
    errors(
      'is silent when traffic moves to a colour whose smoke test has counted failures',
      {
        ...answered({}, untilSwitch(1), untilSwitch(0.01)),
        ...answered({ pod: 'next' }, sinceSwitch(1, 40), sinceSwitch(0.01, 30)),
      },
      silent,
    ),
    errors(
      'is silent when the new colour fails its smoke test',
      { ...serves, ...answered({ pod: 'next', job: preview }, steady(0.1), steady(2)) },
      silent,
    ),
    errors(
      'fires when the new colour fails once it has the traffic',
      {
        ...answered({}, untilSwitch(1), untilSwitch(0)),
        ...answered({ pod: 'next' }, sinceSwitch(1, 40), sinceSwitch(0.5, 0)),
      },
      { silent: ['8m', '13m'], firing: ['14m', '19m'] },
    ),
    slowness(
      'is silent when traffic moves to a colour whose first requests were slow',
      {
        ...timed(service, {}, bounds, [{ perSecond: 1, inTime: 1, for: '8m' }, gone('12m')]),
        ...slowAtFirst(service),
      },
      silent,
    ),
    slowness(
      'is silent when the smoke test of the new colour is slow',
      {
        ...timed(service, {}, bounds, [{ perSecond: 0.1, inTime: 0.1, for: '20m' }]),
        ...timed(service, { pod: 'next', job: preview }, bounds, [{ perSecond: 2, inTime: 0, for: '20m' }]),
      },
      silent,
    ),
  ];
}

/** The new colour's histogram from the switch on: forty slow requests are in it already. */
function slowAtFirst(service: Service): Record<string, string> {
  const quick = timed(service, { pod: 'next' }, bounds, [missing('8m'), { perSecond: 1, inTime: 1, for: '12m' }]);
  return Object.fromEntries(
    Object.entries(quick).map(([series]) => [series, sinceSwitch(1, series.includes('le="1"') ? 0 : 40)]),
  );
}

export const cases: readonly RuleCase[] = [backendService, frontendService].flatMap(casesOf);
