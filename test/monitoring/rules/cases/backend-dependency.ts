import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { always, pods, scraped, workload } from './backend-series.ts';
import { minutes, teller } from './workload-story.ts';
import { elsewhere, named, namespace } from './workload-subjects.ts';

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

export const cases: readonly RuleCase[] = dependencyCases();
