import type { RuleCase } from '../rule-case.ts';
import { counter, gone } from '../series.ts';
import { exporters, node, ofNode, ofStranger, otherNode } from './node-subjects.ts';
import { minutes, teller } from './workload-story.ts';

const metric = 'node_cpu_seconds_total';
const tell = teller('HighCPUUsage', 'nodes', [{ namespace: exporters, instance: node }]);

/** A machine with two processors, which do so much of each mode in a second. */
type Load = Readonly<Record<'user' | 'system' | 'iowait' | 'idle', number>>;
type Stretch = readonly [load: Load, duration: string];

const quiet: Load = { user: 0.05, system: 0.05, iowait: 0, idle: 0.9 };
const busy: Load = { user: 0.7, system: 0.2, iowait: 0, idle: 0.1 };

function processors(stretches: readonly Stretch[], labels: Readonly<Record<string, string>> = {}, of = ofNode) {
  const modes = ['user', 'system', 'iowait', 'idle'] as const;
  const series = ['0', '1'].flatMap((cpu) =>
    modes.map((mode) => {
      const speeds = stretches.map(([load, duration]) => ({ perSecond: load[mode], for: duration }));
      return of(metric, counter(...speeds), { ...labels, cpu, mode });
    }),
  );
  return Object.assign({}, ...series) as Record<string, string>;
}

const others = {
  ...processors([[quiet, '40m']], { instance: otherNode }),
  ...processors([[busy, '40m']], {}, ofStranger),
};
const isSilent = (title: string, stretches: readonly Stretch[]) =>
  tell(title, { ...others, ...processors(stretches) }, { silent: minutes(6, 39) });

export const cases: readonly RuleCase[] = [
  tell(
    'fires ten minutes after the mean of five minutes is above 80 %',
    {
      ...others,
      ...processors([
        [quiet, '5m30s'],
        [busy, '34m30s'],
      ]),
    },
    {
      silent: ['6m', '10m', '19m'],
      firing: ['20m', '35m'],
    },
  ),
  tell(
    'tells how much is used',
    { ...others, ...processors([[busy, '40m']]) },
    {
      silent: ['4m', '14m'],
      firing: ['15m', '35m'],
      annotations: [{ summary: `${node} uses 90% of its processors` }],
    },
  ),
  isSilent('is silent at 79 %', [[{ user: 0.6, system: 0.19, iowait: 0, idle: 0.21 }, '40m']]),
  isSilent('is silent at exactly 80 %', [[{ user: 0.8, system: 0, iowait: 0, idle: 0.2 }, '40m']]),
  isSilent('is silent while it waits for its disk', [[{ user: 0.1, system: 0.1, iowait: 0.8, idle: 0 }, '40m']]),
  isSilent('is silent through a spike of three minutes', [
    [quiet, '10m'],
    [{ user: 0.8, system: 0.2, iowait: 0, idle: 0 }, '3m'],
    [quiet, '27m'],
  ]),
  tell(
    'is silent through a restart, which sets the counters back',
    {
      ...others,
      ...ofNode(
        metric,
        counter({ perSecond: 0.2, for: '20m' }, gone('1m'), { perSecond: 0.2, for: '19m', restarted: true }),
        {
          cpu: '0',
          mode: 'user',
        },
      ),
      ...ofNode(
        metric,
        counter({ perSecond: 0.8, for: '20m' }, gone('1m'), { perSecond: 0.8, for: '19m', restarted: true }),
        {
          cpu: '0',
          mode: 'idle',
        },
      ),
    },
    { silent: minutes(6, 39) },
  ),
];
