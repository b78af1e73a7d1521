import type { RuleCase } from '../rule-case.ts';
import { counter, gone, type Stretch } from '../series.ts';
import { type Asked, backendService, counted, frontendService, type Service } from './http-service.ts';
import { minutes, teller } from './workload-story.ts';
import { elsewhere, namespace } from './workload-subjects.ts';

const steady = (perSecond: number) => counter({ perSecond, for: '20m' });

/** Requests to the service, answered well and not; beside them what does not count. */
function seriesOf(service: Service, well: string, failed: string, more: Record<string, string> = {}) {
  const [health = ''] = service.health;
  return {
    ...counted(service, {}, well),
    ...counted(service, { status: 503 }, failed),
    // Machines ask for health, and strangers are refused.
    ...counted(service, { route: health }, steady(5)),
    ...counted(service, { status: 429 }, steady(5)),
    // Elsewhere everything fails.
    ...counted(service, { place: elsewhere }, steady(0)),
    ...counted(service, { place: elsewhere, status: 503 }, steady(5)),
    ...more,
  };
}

function casesOf(service: Service): RuleCase[] {
  const { workload, routes, health } = service;
  const tell = teller('HighErrorRate', workload);
  /** @param first minute at which it fires, once there are enough errors in the window */
  const fires = (title: string, first: number, well: string, failed: string, more?: Record<string, string>) =>
    tell(title, seriesOf(service, well, failed, more), { silent: [`${first - 1}m`], firing: [`${first}m`, '18m'] });
  const isSilent = (title: string, well: string, failed: string, more?: Record<string, string>) =>
    tell(title, seriesOf(service, well, failed, more), { silent: minutes(6, 18) });
  const failing = (asked: Asked) => counted(service, { ...asked, status: 503 }, steady(5));
  const machines = ['requests of machines', Object.assign({}, ...health.map((route) => failing({ route })))] as const;
  const others = ['other jobs', failing({ job: 'arq-neighbour' })] as const;
  const spike = (perSecond: number): Stretch[] => [
    { perSecond: 0, for: '5m' },
    { perSecond, for: '3m' },
    { perSecond: 0, for: '12m' },
  ];
  return [
    tell(
      'fires when 6 % fail for 5 minutes',
      seriesOf(
        service,
        counter({ perSecond: 5, for: '5m' }, { perSecond: 4.7, for: '15m' }),
        counter({ perSecond: 0, for: '5m' }, { perSecond: 0.3, for: '15m' }),
      ),
      {
        silent: ['5m', '7m', '11m'],
        firing: ['12m', '18m'],
        annotations: [{ summary: `${workload} fails 6% of requests in ${namespace}` }],
      },
    ),
    fires('fires at little traffic, of which one request fails every 18 s', 7, steady(0.1), steady(0.055)),
    fires('fires at just enough errors', 7, steady(0.1), steady(0.05)),
    fires('fires when errors come from several pods and routes', 7, steady(1.4), steady(0.04), {
      ...counted(service, { pod: 1, route: routes[1], status: 500 }, steady(0.04)),
      ...counted(service, { pod: 1 }, steady(0)),
    }),
    fires(
      'fires however much of other jobs goes well',
      6,
      steady(2),
      steady(0.2),
      counted(service, { job: 'arq-neighbour' }, steady(50)),
    ),
    fires(
      'fires while pods restart, and their counters with them',
      6,
      counter({ perSecond: 3, for: '9m' }, { perSecond: 3, for: '11m', restarted: true }),
      counter({ perSecond: 0.3, for: '9m' }, { perSecond: 0.3, for: '11m', restarted: true }),
    ),
    isSilent('is silent exactly at the limit', steady(1.9), steady(0.1)),
    isSilent('is silent at 4.8 %', steady(4.76), steady(0.24)),
    isSilent('is silent when 4.8 % of requests to several pods fail', steady(2.38), steady(0.12), {
      ...counted(service, { pod: 1 }, steady(2.38)),
      ...counted(service, { pod: 1, status: 500 }, steady(0.12)),
    }),
    isSilent('is silent when 5 of 17 requests fail in two minutes', steady(0.1), steady(0.0455)),
    isSilent('is silent when everything fails for 3 minutes', steady(0), counter(...spike(5))),
    ...[machines, others].flatMap(([who, series]) => [
      isSilent(`is silent when ${who} fail, and hardly anything else`, steady(5), steady(0.1), series),
      isSilent(`is silent when ${who} fail, and there is next to no traffic`, steady(0.1), steady(0.0455), series),
    ]),
    isSilent('is silent without traffic', steady(0), steady(0)),
    isSilent(
      'is silent when the service is gone',
      counter({ perSecond: 5, for: '8m' }, gone('12m')),
      counter({ perSecond: 0.1, for: '8m' }, gone('12m')),
    ),
  ];
}

export const cases: readonly RuleCase[] = [backendService, frontendService].flatMap(casesOf);
