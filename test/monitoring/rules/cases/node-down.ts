import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import { named } from './workload-subjects.ts';

const length = '30m';
const namespace = 'monitoring';
const tell = teller('NodeDown', 'nodes', [{ namespace, node: 'node-a' }]);
const always = (value: number) => constant(value, length);
const lost = join(constant(1, '5m30s'), constant(0, '24m30s'));

/** What kube-state-metrics, in both of its replicas, says of a node's condition. */
const condition = (values: string, labels: Readonly<Record<string, string>> = {}) =>
  Object.assign(
    {},
    ...['10.0.0.1:8080', '10.0.0.2:8080'].map((instance) => ({
      [named('kube_node_status_condition', {
        namespace,
        instance,
        node: 'node-a',
        condition: 'Ready',
        status: 'true',
        ...labels,
      })]: values,
    })),
  );
const others = {
  ...condition(always(1), { node: 'node-b' }),
  ...condition(always(0), { node: 'node-b', status: 'false' }),
  ...condition(always(0), { node: 'node-b', condition: 'MemoryPressure' }),
};
const isSilent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: minutes(5, 25) });

export const cases: readonly RuleCase[] = [
  tell(
    'fires after five minutes',
    { ...others, ...condition(lost) },
    {
      silent: ['6m', '10m'],
      firing: ['11m', '20m'],
      annotations: [{ summary: 'Node node-a is not ready' }],
    },
  ),
  isSilent('is silent while all nodes are ready', condition(always(1))),
  isSilent('is silent while a node restarts for four minutes', {
    ...condition(
      steps([
        [1, '5m30s'],
        [0, '4m'],
        [1, '20m30s'],
      ]),
    ),
  }),
  isSilent('is silent when a node is removed', {
    ...condition(join(constant(1, '5m30s'), constant(0, '3m'), gone('21m30s'))),
  }),
];
