import type { RuleCase } from '../rule-case.ts';
import { type Phase, type Phases, phasesOf } from './rollout-phases.ts';
import { minutes, teller } from './workload-story.ts';
import { backend, elsewhere, frontend, namespace, type Subject } from './workload-subjects.ts';

const completed: Phases = [['Completed', '60m']];

/** What is told of the Rollout; beside it neighbours, whose releases never end. */
const seriesOf = ({ workload }: Subject, first: Phases, second?: Phases) => ({
  ...phasesOf(namespace, workload, first, second),
  ...phasesOf(namespace, 'arq-neighbour', [['Progressing', '60m']]),
  ...phasesOf(elsewhere, workload, [['Paused', '60m']]),
});

function casesOf(subject: Subject): RuleCase[] {
  const tell = teller('RolloutStuck', subject.workload, undefined, 'blueGreen');
  const isSilent = (title: string, phases: Phases) =>
    tell(title, seriesOf(subject, phases), { silent: minutes(5, 55) });
  const since = (phase: Phase): Phases => [
    ['Completed', '5m30s'],
    [phase, '54m30s'],
  ];
  const [progressing, ...others] = (['Progressing', 'Paused', 'Error', 'InvalidSpec'] as const).map((phase) => [
    phase,
    since(phase),
  ]) as [[Phase, Phases], ...[Phase, Phases][]];
  const moments = { silent: ['5m', '6m', '20m', '35m'], firing: ['36m', '55m'] };
  return [
    tell(
      'fires when a release has neither taken over nor been given up for 30 minutes',
      seriesOf(subject, progressing[1]),
      {
        ...moments,
        annotations: [{ summary: `The rollout of ${subject.workload} is stuck in ${namespace}` }],
      },
    ),
    ...others.map(([phase, phases]) =>
      tell(`fires when a Rollout has been in the phase ${phase} for 30 minutes`, seriesOf(subject, phases), moments),
    ),
    tell(
      'fires when a release that went on for a while is paused',
      seriesOf(subject, [
        ['Completed', '5m30s'],
        ['Progressing', '12m'],
        ['Paused', '42m30s'],
      ]),
      moments,
    ),
    tell(
      'fires though one of the controllers has not heard of it',
      seriesOf(subject, progressing[1], completed),
      moments,
    ),
    isSilent('is silent while nothing is released', completed),
    isSilent('is silent during an ordinary release of 18 minutes', [
      ['Completed', '5m30s'],
      ['Progressing', '18m'],
      ['Completed', '36m30s'],
    ]),
    isSilent('is silent when one release follows another, each of 20 minutes', [
      ['Completed', '5m30s'],
      ['Progressing', '20m'],
      ['Completed', '2m'],
      ['Progressing', '20m'],
      ['Completed', '12m30s'],
    ]),
    isSilent('is silent when a release was given up: that is told by another alert', [
      ['Completed', '5m30s'],
      ['Progressing', '10m'],
      ['Timeout', '1m'],
      ['Abort', '43m30s'],
    ]),
  ];
}

export const cases: readonly RuleCase[] = [backend, frontend].flatMap(casesOf);
