import type { RuleCase } from '../rule-case.ts';
import { type Phases, phasesOf } from './rollout-phases.ts';
import { minutes, teller } from './workload-story.ts';
import { backend, elsewhere, frontend, namespace, type Subject } from './workload-subjects.ts';

const completed: Phases = [['Completed', '30m']];

/** What is told of the Rollout; beside it neighbours, whose releases are aborted all the time. */
const seriesOf = ({ workload }: Subject, first: Phases, second?: Phases) => ({
  ...phasesOf(namespace, workload, first, second),
  ...phasesOf(namespace, 'arq-neighbour', [['Abort', '30m']]),
  ...phasesOf(elsewhere, workload, [['Abort', '30m']]),
});

function casesOf(subject: Subject): RuleCase[] {
  const tell = teller('ReleaseAborted', subject.workload, undefined, 'blueGreen');
  const fires = (title: string, first: Phases, second?: Phases) =>
    tell(title, seriesOf(subject, first, second), { silent: ['5m', '9m', '11m'], firing: ['12m', '25m'] });
  const isSilent = (title: string, phases: Phases) =>
    tell(title, seriesOf(subject, phases), { silent: minutes(1, 25) });
  const begun = [
    ['Completed', '5m30s'],
    ['Progressing', '4m'],
  ] as const;
  const aborted: Phases = [...begun, ['Abort', '20m30s']];
  return [
    tell('fires two minutes after a release did not prove itself', seriesOf(subject, aborted), {
      silent: ['5m', '6m', '9m', '11m'],
      firing: ['12m', '25m'],
      annotations: [{ summary: `A release of ${subject.workload} was aborted in ${namespace}` }],
    }),
    fires('fires when new pods did not get ready in time', [...begun, ['Timeout', '20m30s']]),
    fires('fires when it is given up after it ran out of time', [...begun, ['Timeout', '1m'], ['Abort', '19m30s']]),
    fires('fires once for several controllers, though one has not heard of it', aborted, completed),
    tell(
      'ends with the release that reverts it',
      seriesOf(subject, [...begun, ['Abort', '10m'], ['Progressing', '4m'], ['Completed', '6m30s']]),
      { silent: ['11m', '20m', '25m'], firing: ['12m', '19m'] },
    ),
    isSilent('is silent while nothing is released', completed),
    isSilent('is silent while a release proves itself, and after it has', [
      ['Completed', '5m30s'],
      ['Progressing', '18m'],
      ['Completed', '6m30s'],
    ]),
    isSilent('is silent while a release is paused or its specification is refused', [
      ['Paused', '10m'],
      ['InvalidSpec', '10m'],
      ['Error', '10m'],
    ]),
    isSilent('is silent when it is reverted within two minutes', [
      ...begun,
      ['Abort', '1m50s'],
      ['Progressing', '4m'],
      ['Completed', '14m40s'],
    ]),
  ];
}

export const cases: readonly RuleCase[] = [backend, frontend].flatMap(casesOf);
