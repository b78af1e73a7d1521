import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { exporters, node, ofNode, ofStranger, ofTwoPods, otherNode } from './node-subjects.ts';
import { minutes, teller } from './workload-story.ts';

const length = '40m';
const available = 'node_memory_MemAvailable_bytes';
const total = 'node_memory_MemTotal_bytes';
const tell = teller('HighMemoryUsage', 'nodes', [{ namespace: exporters, instance: node }]);
const always = (value: number) => constant(value, length);
const scarce = (left: number) => join(constant(60, '5m30s'), constant(left, '34m30s'));

const others = {
  ...ofNode(available, always(60), { instance: otherNode }),
  ...ofNode(total, always(100), { instance: otherNode }),
  ...ofStranger(available, always(70)),
  ...ofStranger(total, always(1000)),
};
const whole = ofNode(total, always(100));
const isSilent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...whole, ...series }, { silent: minutes(5, 35) });

export const cases: readonly RuleCase[] = [
  tell(
    'fires ten minutes after more than 80 of 100 were used',
    { ...others, ...whole, ...ofNode(available, scarce(19)) },
    {
      silent: ['6m', '15m'],
      firing: ['16m', '30m'],
      annotations: [{ summary: `${node} uses 81% of its memory` }],
    },
  ),
  tell(
    'fires while the exporter is replaced after the machine has grown',
    {
      ...others,
      ...ofTwoPods(available, [scarce(19), always(15)]),
      ...ofTwoPods(total, [always(100), always(60)]),
    },
    { silent: ['15m'], firing: ['16m', '30m'] },
  ),
  isSilent('is silent with exactly 20 of 100 left', ofNode(available, always(20))),
  isSilent('is silent while the exporter is replaced after the machine has grown', {
    ...ofTwoPods(available, [always(21), always(10)]),
    ...ofTwoPods(total, [always(100), always(60)]),
  }),
  isSilent('is silent when it is scarce for nine minutes', {
    ...ofNode(
      available,
      steps([
        [60, '5m30s'],
        [2, '9m'],
        [60, '25m30s'],
      ]),
    ),
  }),
  isSilent('is silent when the exporter goes away', ofNode(available, join(constant(2, '5m30s'), gone('34m30s')))),
];
