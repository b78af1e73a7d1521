import type { RuleCase } from '../rule-case.ts';
import { gone } from '../series.ts';
import { backendService, frontendService, type Service, type Timed, timed } from './http-service.ts';
import { minutes, teller } from './workload-story.ts';
import { elsewhere, namespace } from './workload-subjects.ts';

const bounds = ['1', '2.5', '+Inf'];
const always = (perSecond: number, inTime: number): Timed[] => [{ perSecond, inTime, for: '20m' }];

/** Requests to the service; beside them what does not count. */
function seriesOf(service: Service, requests: readonly (Timed | string)[], more: Record<string, string> = {}) {
  return {
    ...timed(service, {}, bounds, requests),
    // Machines ask for health, strangers are refused: all are quick.
    ...timed(service, { route: service.health[0] as string }, bounds, always(50, 50)),
    ...timed(service, { status: 429 }, bounds, always(50, 50)),
    ...more,
  };
}

/** Quick and slow requests by turns, a minute each: the slow ones are more than a twentieth of all. */
const byTurns = Array.from({ length: 10 }, () => [
  { perSecond: 5, inTime: 5, for: '1m' },
  { perSecond: 5, inTime: 3.5, for: '1m' },
]).flat();

function casesOf(service: Service): RuleCase[] {
  const { workload, routes, stream } = service;
  const tell = teller('SlowResponseTime', workload);
  /** @param first minute at which it fires, once there are enough requests in the window */
  const fires = (title: string, first: number, requests: readonly (Timed | string)[], more?: Record<string, string>) =>
    tell(title, seriesOf(service, requests, more), { silent: [`${first - 1}m`], firing: [`${first}m`, '18m'] });
  const isSilent = (title: string, requests: readonly (Timed | string)[], more?: Record<string, string>) =>
    tell(title, seriesOf(service, requests, more), { silent: minutes(6, 18) });
  return [
    tell(
      'fires when 6 % take longer than the limit for 5 minutes',
      seriesOf(service, [
        { perSecond: 5, inTime: 5, for: '5m' },
        { perSecond: 5, inTime: 4.7, for: '15m' },
      ]),
      {
        silent: ['5m', '6m', '11m'],
        firing: ['12m', '18m'],
        annotations: [{ summary: `5 % of requests to ${workload} take longer than 1.25s in ${namespace}` }],
      },
    ),
    tell(
      'fires in Prometheus 3, which writes bounds otherwise',
      timed(service, {}, ['1.0', '2.5', '+Inf'], always(5, 4.5)),
      {
        silent: ['5m'],
        firing: ['6m'],
      },
    ),
    fires('fires when requests are slow every other minute', 7, byTurns),
    fires('fires at little traffic', 7, always(0.525, 0.4)),
    fires(
      'fires when one route of one pod is slow, and others are quick',
      6,
      always(2, 2),
      timed(service, { pod: 1, route: routes[1] }, bounds, always(0.3, 0)),
    ),
    fires(
      'fires however quick other jobs are',
      6,
      always(2, 1.5),
      timed(service, { job: 'arq-neighbour' }, bounds, always(50, 50)),
    ),
    fires('fires when errors are slow', 6, always(2, 2), timed(service, { status: 503 }, bounds, always(0.5, 0))),
    fires(
      'fires when the traffic is on several pods',
      7,
      always(0.3, 0.2),
      timed(service, { pod: 1 }, bounds, always(0.3, 0.2)),
    ),
    isSilent('is silent exactly at the limit', always(2, 1.9)),
    isSilent('is silent when 4 % take longer than the limit', always(5, 4.8)),
    isSilent('is silent at next to no traffic', always(0.48, 0.2)),
    isSilent(
      'is silent at next to no traffic, however much other jobs have',
      always(0.48, 0.2),
      timed(service, { job: 'arq-neighbour' }, bounds, always(5, 5)),
    ),
    isSilent(
      'is silent when a route that is hardly ever asked for is slow',
      always(5, 5),
      timed(service, { route: routes[1] }, bounds, always(0.1, 0)),
    ),
    isSilent('is silent through a spike of 3 minutes', [
      { perSecond: 5, inTime: 5, for: '5m' },
      { perSecond: 5, inTime: 0, for: '3m' },
      { perSecond: 5, inTime: 5, for: '12m' },
    ]),
    isSilent(
      'is silent when only machines wait',
      always(5, 5),
      timed(service, { route: service.health[1] as string }, bounds, always(5, 0)),
    ),
    isSilent('is silent when refusals are slow', always(5, 5), timed(service, { status: 404 }, bounds, always(5, 0))),
    isSilent(
      'is silent when other jobs are slow',
      always(5, 5),
      timed(service, { job: 'arq-neighbour' }, bounds, always(5, 0)),
    ),
    isSilent(
      'is silent when it is slow elsewhere',
      always(5, 5),
      timed(service, { place: elsewhere }, bounds, always(5, 0)),
    ),
    isSilent('is silent without traffic', always(0, 0)),
    isSilent('is silent when the service is gone', [{ perSecond: 5, inTime: 4, for: '4m' }, gone('16m')]),
    ...(stream === undefined
      ? []
      : [
          isSilent(
            'is silent while streams last',
            always(5, 5),
            timed(service, { route: stream }, bounds, always(5, 0)),
          ),
        ]),
  ];
}

export const cases: readonly RuleCase[] = [backendService, frontendService].flatMap(casesOf);
