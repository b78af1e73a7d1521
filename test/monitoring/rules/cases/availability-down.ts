import type { ReleaseStrategy } from '../../../../charts/constructs/releases/release-strategy.ts';
import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, missing, steps } from '../series.ts';
import { always, downSince, flapping, never, type Signs, seriesOf, vanished } from './availability-signs.ts';
import { counting, releases } from './replica-subjects.ts';
import { minutes, teller } from './workload-story.ts';
import { backend, frontend, namespace, type Subject } from './workload-subjects.ts';

function casesOf(alert: string, subject: Subject, release: ReleaseStrategy): RuleCase[] {
  const tell = teller(alert, subject.workload, undefined, release);
  const who = counting[release];
  const fires = (title: string, signs: Signs) =>
    tell(title, seriesOf(subject, release, signs), { silent: ['5m', '6m'], firing: ['7m', '15m'] });
  const isSilent = (title: string, signs: Signs) =>
    tell(title, seriesOf(subject, release, signs), { silent: minutes(5, 15) });
  return [
    tell(
      'fires two minutes after the last scrape that succeeded, before Kubernetes knows',
      seriesOf(subject, release, { up: [downSince] }),
      {
        silent: ['5m', '6m'],
        firing: ['7m', '15m'],
        annotations: [{ summary: `${subject.workload} is down in ${namespace}` }],
      },
    ),
    tell(
      'ends with the first scrape that succeeds again',
      seriesOf(subject, release, {
        up: [
          steps([
            [1, '5m30s'],
            [0, '6m20s'],
            [1, '8m10s'],
          ]),
        ],
      }),
      {
        silent: ['6m', '12m', '13m'],
        firing: ['7m', '11m'],
      },
    ),
    tell(
      'fires when no pod is available, though scrapes succeed',
      seriesOf(subject, release, { available: downSince }),
      {
        silent: ['6m', '7m'],
        firing: ['8m', '15m'],
      },
    ),
    fires(`fires while ${who} is away`, { up: [downSince], available: vanished, wanted: vanished }),
    fires('fires where there is no Kubernetes', { up: [downSince], available: never, wanted: never }),
    fires('fires when targets and workload are gone', { up: [vanished], available: vanished, wanted: vanished }),
    fires('fires when targets and available pods go together', { up: [vanished], available: downSince }),
    fires('fires when the only pod hangs and is taken out of service', { up: [downSince], available: downSince }),
    fires('fires when all of several pods hang', {
      up: [downSince, downSince],
      available: always(2),
      wanted: always(2),
    }),
    fires(`fires though one replica of ${who} still thinks that none is wanted`, {
      up: [downSince],
      wanted: [always(1), always(0)],
    }),
    isSilent('is silent without Kubernetes as long as scrapes succeed', { available: never, wanted: never }),
    isSilent(`is silent when ${who} goes away`, { available: vanished, wanted: vanished }),
    isSilent(`is silent when one replica of ${who} lags`, { available: [always(1), always(0)] }),
    isSilent('is silent when targets are lost of a service with a pod available', { up: [vanished] }),
    isSilent(`is silent when targets are lost and one replica of ${who} lags`, {
      up: [vanished],
      available: [always(1), always(0)],
    }),
    isSilent('is silent when targets are lost of a service with three pods available', {
      up: [vanished],
      available: always(3),
      wanted: always(3),
    }),
    isSilent('is silent when one of several pods does not answer', {
      up: [always(1), downSince],
      available: steps([
        [2, '6m'],
        [1, '14m'],
      ]),
      wanted: always(2),
    }),
    isSilent('is silent when it is scaled to zero on purpose, and back', {
      up: [join(constant(1, '5m30s'), gone('6m40s'), constant(0, '20s'), constant(1, '7m30s'))],
      available: steps([
        [1, '5m20s'],
        [0, '7m20s'],
        [1, '7m20s'],
      ]),
      wanted: steps([
        [1, '5m10s'],
        [0, '6m50s'],
        [1, '8m'],
      ]),
      page: steps([
        [1, '5m30s'],
        [0, '7m'],
        [1, '7m30s'],
      ]),
    }),
    isSilent('is silent while the only pod restarts for 40 s', {
      up: [
        steps([
          [1, '5m40s'],
          [0, '40s'],
          [1, '13m40s'],
        ]),
      ],
      available: steps([
        [1, '5m40s'],
        [0, '40s'],
        [1, '13m40s'],
      ]),
      page: steps([
        [1, '5m40s'],
        [0, '40s'],
        [1, '13m40s'],
      ]),
    }),
    isSilent('is silent when scrapes fail for 80 s around two evaluations', {
      up: [
        steps([
          [1, '5m50s'],
          [0, '1m20s'],
          [1, '12m50s'],
        ]),
      ],
    }),
    isSilent('is silent when no pod is available for 110 s around two evaluations', {
      available: steps([
        [1, '5m20s'],
        [0, '1m50s'],
        [1, '12m50s'],
      ]),
    }),
    isSilent('is silent when scrapes fail most of the time, but never for long', { up: [flapping] }),
    isSilent('is silent when readiness flaps', {
      available: Array.from({ length: 20 }, () => '0x2 1x0 0x1').join(' '),
    }),
    isSilent('is silent during a rollout', {
      up: [join(constant(1, '7m'), gone('13m')), join(missing('5m'), constant(0, '20s'), constant(1, '14m40s'))],
      available: steps([
        [2, '6m'],
        [3, '1m'],
        [2, '13m'],
      ]),
      wanted: always(2),
    }),
    isSilent('is silent while the autoscaler takes pods away', {
      up: [always(1), vanished],
      available: steps([
        [3, '5m'],
        [2, '2m'],
        [1, '13m'],
      ]),
      wanted: steps([
        [3, '5m'],
        [2, '2m'],
        [1, '13m'],
      ]),
    }),
  ];
}

export const cases: readonly RuleCase[] = releases.flatMap((release) => [
  ...casesOf('BackendDown', backend, release),
  ...casesOf('FrontendDown', frontend, release),
]);
