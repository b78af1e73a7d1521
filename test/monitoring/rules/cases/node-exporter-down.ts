import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { exporters, node, ofNode, ofStranger, otherNode } from './node-subjects.ts';
import { minutes, teller } from './workload-story.ts';

const length = '30m';
const tell = teller('ExporterDown', 'nodes', [{ namespace: exporters, instance: node }]);
const always = (value: number) => constant(value, length);
const others = {
  ...ofNode('up', always(1), { instance: otherNode }),
  ...ofStranger('up', always(0), { instance: '10.0.0.9:9100' }),
};
const isSilent = (title: string, values: string) =>
  tell(title, { ...others, ...ofNode('up', values) }, { silent: minutes(5, 29) });

export const cases: readonly RuleCase[] = [
  tell(
    'fires after ten minutes, for the node of which nothing is known',
    { ...others, ...ofNode('up', join(constant(1, '5m30s'), constant(0, '24m30s'))) },
    {
      silent: ['6m', '15m'],
      firing: ['16m', '25m'],
      annotations: [{ summary: `${node} tells nothing of its node` }],
    },
  ),
  isSilent('is silent while it answers', always(1)),
  isSilent(
    'is silent while the exporter is replaced',
    steps([
      [1, '5m30s'],
      [0, '9m'],
      [1, '15m30s'],
    ]),
  ),
  isSilent('is silent when the node is removed', join(constant(1, '5m30s'), gone('24m30s'))),
];
