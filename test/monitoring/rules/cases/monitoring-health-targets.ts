import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { foreign, namespace, ofPrometheus, second } from './monitoring-health-subjects.ts';
import { minutes, teller } from './workload-story.ts';
import { named } from './workload-subjects.ts';

const length = '40m';
const jobs = ['node-exporter', 'kube-state-metrics', 'kubelet'] as const;
const tell = teller('TargetsMissing', 'monitoring');
const always = (value: number) => constant(value, length);
const down = join(constant(1, '5m30s'), constant(0, '34m30s'));
const vanished = join(constant(1, '5m30s'), gone('34m30s'));

/** Scrapes of two targets of each job. */
const targets = (changed: Partial<Record<(typeof jobs)[number], readonly [string, string]>> = {}) =>
  Object.fromEntries(
    jobs.flatMap((job) =>
      (changed[job] ?? [always(1), always(1)]).map((values, index) => [
        named('up', { namespace: 'kube-system', job, instance: `10.0.0.${index + 1}:80` }),
        values,
      ]),
    ),
  );
const series = (changed?: Parameters<typeof targets>[0]) => ({
  ...ofPrometheus('prometheus_build_info', always(1)),
  ...ofPrometheus('prometheus_build_info', always(1), second),
  ...ofPrometheus('prometheus_build_info', always(1), foreign),
  ...targets(changed),
  [named('up', { namespace: 'shop', job: 'shop-web', instance: '10.0.0.9:80' })]: always(1),
});
const isSilent = (title: string, changed?: Parameters<typeof targets>[0]) =>
  tell(title, series(changed), { silent: minutes(5, 35) });

export const cases: readonly RuleCase[] = [
  ...jobs.map((job) =>
    tell(`fires ten minutes after no target of ${job} answers`, series({ [job]: [down, down] }), {
      silent: ['6m', '15m'],
      firing: ['16m', '30m'],
      labels: [{ namespace, job }],
      annotations: [{ summary: `No target of ${job} answers` }],
    }),
  ),
  ...jobs.map((job) =>
    tell(`fires ten minutes after ${job} has lost its targets`, series({ [job]: [vanished, vanished] }), {
      silent: ['15m'],
      firing: ['16m', '30m'],
      labels: [{ namespace, job }],
    }),
  ),
  tell(
    'fires for each of several jobs',
    series({ 'node-exporter': [down, down], 'kube-state-metrics': [vanished, vanished] }),
    {
      silent: ['15m'],
      firing: ['16m'],
      labels: [
        { namespace, job: 'node-exporter' },
        { namespace, job: 'kube-state-metrics' },
      ],
    },
  ),
  isSilent('is silent while all answer'),
  isSilent('is silent while one target of two answers', {
    kubelet: [always(1), down],
    'node-exporter': [vanished, always(1)],
  }),
  isSilent('is silent while the only one is replaced', {
    'kube-state-metrics': [
      steps([
        [1, '5m30s'],
        [0, '9m'],
        [1, '25m30s'],
      ]),
      vanished,
    ],
  }),
];
