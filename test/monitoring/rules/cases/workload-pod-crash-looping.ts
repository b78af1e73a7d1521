import type { RuleCase } from '../rule-case.ts';
import { constant, join, missing, steps } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import {
  backend,
  containerOf,
  elsewhere,
  frontend,
  named,
  namespace,
  postgres,
  redis,
  type Subject,
  toldTwice,
} from './workload-subjects.ts';

const always = (value: number) => constant(value, '2h');

/** Restarts of the first pod's container, as each replica of kube-state-metrics counts them. */
function seriesOf(subject: Subject, restarts: string, second = restarts): Record<string, string> {
  const container = containerOf(subject);
  const metric = 'kube_pod_container_status_restarts_total';
  const often = steps(Array.from({ length: 24 }, (_, count) => [count, '5m'] as const));
  return {
    ...toldTwice(metric, container, restarts, second),
    [named(metric, containerOf(subject, 1))]: always(7),
    // Others keep crashing.
    [named(metric, { ...container, container: 'sidecar' })]: often,
    [named(metric, { ...container, namespace: elsewhere })]: often,
  };
}

/** A restart at each of these minutes, half a minute late. */
function restartsAt(...at: readonly number[]): string {
  const stretches = [...at, 119].map((minute, count) => [count, minute - (at[count - 1] ?? -0.5)] as const);
  return steps(stretches.map(([count, length]) => [count, `${length * 60}s`]));
}

function casesOf(subject: Subject): RuleCase[] {
  const container = containerOf(subject);
  const tell = teller('PodCrashLooping', subject.workload, [container]);
  const isSilent = (title: string, restarts: string, second?: string) =>
    tell(title, seriesOf(subject, restarts, second), { silent: minutes(5, 110) });
  return [
    tell(
      'fires with the fourth restart, until a quarter of an hour after the last',
      seriesOf(subject, restartsAt(70, 71, 73, 78)),
      {
        silent: ['71m', '74m', '78m', '94m', '100m'],
        firing: ['79m', '93m'],
        annotations: [{ summary: `${container.pod} keeps crashing in ${namespace}` }],
      },
    ),
    tell(
      'fires while a container lives for 12 minutes each time',
      seriesOf(subject, restartsAt(20, 34, 48, 62, 76, 90)),
      {
        silent: ['62m'],
        firing: ['63m', '76m', '91m', '100m'],
      },
    ),
    tell(
      'fires when one replica of kube-state-metrics was started after the last restart',
      seriesOf(subject, restartsAt(14, 30, 46, 62), join(missing('62m50s'), constant(4, '57m10s'))),
      { silent: ['62m'], firing: ['63m'] },
    ),
    isSilent('is silent after three restarts', restartsAt(70, 71, 73)),
    isSilent('is silent when restarts are more than a quarter of an hour apart', restartsAt(10, 31, 52, 73, 94)),
    isSilent('is silent when a container restarts once', restartsAt(60)),
    isSilent('is silent when a container that crashed before has been well for long', always(40)),
  ];
}

export const cases: readonly RuleCase[] = [backend, frontend, postgres, redis].flatMap(casesOf);
