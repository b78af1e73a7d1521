import type { RuleCase } from '../rule-case.ts';
import { constant, counter, gone, join, steps } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import { backend, elsewhere, named, namespace } from './workload-subjects.ts';

const { workload, pods } = backend;
const always = (value: number) => constant(value, '20m');
/** Labels of a pod's series, and of those that are another's. */
const scraped = (pod: 0 | 1 = 0) => ({ namespace, job: workload, pod: pods[pod] });
const foreign = [
  { ...scraped(), namespace: elsewhere },
  { ...scraped(), job: 'arq-neighbour' },
];

/** Requests of the first pod that wait for a connection, as it is found by way of two Services. */
function pool(waiting: string, second = waiting): Record<string, string> {
  const metric = 'arq_database_pool_waiting';
  return {
    [named(metric, { ...scraped(), service: workload })]: waiting,
    [named(metric, { ...scraped(), service: 'old' })]: second,
    [named(metric, scraped(1))]: always(0),
    ...Object.fromEntries(foreign.map((labels) => [named(metric, labels), always(9)])),
  };
}

function poolCases(): RuleCase[] {
  const tell = teller('DatabasePoolExhausted', workload, [{ namespace, pod: pods[0] }]);
  const isSilent = (title: string, waiting: string) => tell(title, pool(waiting), { silent: minutes(5, 18) });
  return [
    tell(
      'fires when requests have waited for 5 minutes',
      pool(
        steps([
          [0, '5m30s'],
          [3, '14m30s'],
        ]),
      ),
      {
        silent: ['6m', '7m', '11m'],
        firing: ['12m', '18m'],
        annotations: [{ summary: `Requests to ${workload} wait for a database connection in ${namespace}` }],
      },
    ),
    tell(
      'fires though one of its scrapes is old',
      pool(
        steps([
          [0, '5m30s'],
          [1, '14m30s'],
        ]),
        always(0),
      ),
      {
        silent: ['11m'],
        firing: ['12m'],
      },
    ),
    isSilent(
      'is silent when there is a moment without waiting in every minute',
      Array.from({ length: 20 }, () => '7x2 0x0 7x1').join(' '),
    ),
    isSilent(
      'is silent when requests wait for 4 minutes',
      steps([
        [0, '5m30s'],
        [7, '4m'],
        [0, '10m30s'],
      ]),
    ),
    isSilent(
      'is silent when there is a moment without waiting every 45 s',
      Array.from({ length: 20 }, () => '0x0 7x3 0x0').join(' '),
    ),
    isSilent('is silent when nobody waits', always(0)),
  ];
}

/** Whether the pods reach Redis, and PostgreSQL all the time. */
function dependencies(first: string, second = first): Record<string, string> {
  const metric = 'arq_dependency_up';
  const redis = { dependency: 'redis' };
  return {
    [named(metric, { ...scraped(), ...redis })]: first,
    [named(metric, { ...scraped(1), ...redis })]: second,
    [named(metric, { ...scraped(), dependency: 'database' })]: always(1),
    [named(metric, { namespace, job: 'arq-neighbour', pod: pods[0], ...redis })]: always(1),
    [named(metric, { ...scraped(), namespace: elsewhere, ...redis })]: always(0),
  };
}

function dependencyCases(): RuleCase[] {
  const tell = teller('DependencyUnreachable', workload, [{ namespace, dependency: 'redis' }]);
  const isSilent = (title: string, first: string, second?: string) =>
    tell(title, dependencies(first, second), { silent: minutes(5, 18) });
  return [
    tell(
      'fires when no pod has reached it for more than 2 minutes',
      dependencies(
        steps([
          [1, '5m30s'],
          [0, '14m30s'],
        ]),
      ),
      {
        silent: ['6m', '7m', '8m'],
        firing: ['9m', '18m'],
        annotations: [{ summary: `${workload} cannot reach its redis in ${namespace}` }],
      },
    ),
    isSilent(
      'is silent when it is away for 170 s around three evaluations',
      steps([
        [1, '5m20s'],
        [0, '2m50s'],
        [1, '11m50s'],
      ]),
    ),
    isSilent(
      'is silent when one pod reaches it',
      steps([
        [1, '5m30s'],
        [0, '14m30s'],
      ]),
      always(1),
    ),
    isSilent(
      'is silent when it is reached for a moment in every minute',
      Array.from({ length: 20 }, () => '0x2 1x0 0x1').join(' '),
    ),
    isSilent(
      'is silent while its server restarts for 40 s',
      steps([
        [1, '5m40s'],
        [0, '40s'],
        [1, '13m40s'],
      ]),
    ),
    isSilent('is silent when the backend is gone', join(constant(1, '5m30s'), gone('14m30s'))),
  ];
}

/** Deliveries that were refused, and requests that are something else. */
function deliveries(refused: string, second?: string): Record<string, string> {
  const hour = (perSecond: number) => counter({ perSecond, for: '1h20m' });
  const request = (labels: Record<string, string>) => named('http_requests_total', { ...scraped(), ...labels });
  const delivery = { method: 'POST', route: '/api/v1/alerts', status_code: '401' };
  return {
    [request(delivery)]: refused,
    ...(second === undefined ? {} : { [request({ ...delivery, pod: pods[1], status_code: '503' })]: second }),
    [request({ ...delivery, status_code: '204' })]: hour(1),
    [request({ ...delivery, method: 'other', status_code: '405' })]: hour(1),
    [request({ ...delivery, route: '/api/v1/incidents/{id}/comments' })]: hour(1),
    ...Object.fromEntries(foreign.map((labels) => [request({ ...delivery, ...labels }), hour(1)])),
  };
}

/** One refusal at each of these minutes, half a minute late. */
function refusedAt(...at: readonly number[]): string {
  const stretches = [...at, 79].map((minute, count) => [count, minute - (at[count - 1] ?? -0.5)] as const);
  return steps(stretches.map(([count, length]) => [count, `${length * 60}s`]));
}

function deliveryCases(): RuleCase[] {
  const tell = teller('AlertsRejected', workload);
  const isSilent = (title: string, refused: string, second?: string) =>
    tell(title, deliveries(refused, second), { silent: minutes(10, 75) });
  return [
    tell(
      'fires when deliveries are refused all the time',
      deliveries(counter({ perSecond: 0, for: '30m30s' }, { perSecond: 0.1, for: '49m30s' })),
      {
        silent: ['40m', '45m'],
        firing: ['46m', '60m'],
        annotations: [{ summary: `${workload} refuses alerts in ${namespace}` }],
      },
    ),
    tell(
      'fires when a delivery is refused every 8 minutes, by one pod or another',
      deliveries(refusedAt(30, 46, 62), refusedAt(38, 54)),
      {
        silent: ['40m', '45m'],
        firing: ['46m', '60m'],
      },
    ),
    isSilent(
      'is silent when everything is refused for 3 minutes',
      counter({ perSecond: 0, for: '28m30s' }, { perSecond: 1, for: '3m' }, { perSecond: 0, for: '48m30s' }),
    ),
    isSilent('is silent when a stranger is refused every 25 minutes', refusedAt(12, 37, 62)),
    isSilent('is silent when one is refused twice within 16 minutes', refusedAt(30, 46)),
    isSilent('is silent when nothing is refused', counter({ perSecond: 0, for: '1h20m' })),
  ];
}

export const cases: readonly RuleCase[] = [...poolCases(), ...dependencyCases(), ...deliveryCases()];
