import type { RuleCase } from '../rule-case.ts';
import { steps } from '../series.ts';
import { always, foreign, pods, scraped, workload } from './backend-series.ts';
import { minutes, teller } from './workload-story.ts';
import { named, namespace } from './workload-subjects.ts';

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

export const cases: readonly RuleCase[] = poolCases();
