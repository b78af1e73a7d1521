import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { exporters, node, ofNode, ofStranger, ofTwoPods, otherNode } from './node-subjects.ts';
import { minutes, teller } from './workload-story.ts';

const length = '40m';
const metric = 'node_timex_offset_seconds';
const tell = teller('NodeClockSkew', 'nodes', [{ namespace: exporters, instance: node }]);
const always = (value: number) => constant(value, length);
const drifting = (offset: number) => join(constant(0, '5m30s'), constant(offset, '34m30s'));
const others = { ...ofNode(metric, always(0.001), { instance: otherNode }), ...ofStranger(metric, always(3)) };
const fires = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: ['6m', '15m'], firing: ['16m', '30m'] });
const isSilent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: minutes(5, 35) });

export const cases: readonly RuleCase[] = [
  fires('fires ten minutes after the clock began to be fast', ofNode(metric, drifting(0.051))),
  fires('fires ten minutes after the clock began to be slow', ofNode(metric, drifting(-0.051))),
  fires('fires while the exporter is replaced', ofTwoPods(metric, [drifting(0.051), always(0.001)])),
  isSilent('is silent at exactly 50 milliseconds', ofNode(metric, always(0.05))),
  isSilent('is silent at 40 milliseconds that two pods tell of', ofTwoPods(metric, [always(0.04), always(0.04)])),
  isSilent('is silent when the clock is set within nine minutes', {
    ...ofNode(
      metric,
      steps([
        [0, '5m30s'],
        [-2, '9m'],
        [0, '25m30s'],
      ]),
    ),
  }),
  isSilent('is silent when the exporter goes away', ofNode(metric, join(constant(2, '5m30s'), gone('34m30s')))),
];
