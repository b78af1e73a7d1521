import type { ReleaseStrategy } from '../../../../charts/constructs/releases/release-strategy.ts';
import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { counting, releases, replicasOf } from './replica-subjects.ts';
import { minutes, teller } from './workload-story.ts';
import { elsewhere, named, namespace, pair, type Told, toldTwice } from './workload-subjects.ts';

const always = (value: number) => constant(value, '50m');
const job = 'arq-frontend-probe';

/** Fetches of the page by two exporters, and wanted pods as two programs that count them have them. */
const seriesOf = (release: ReleaseStrategy, page: Told, wanted: Told = always(1)) => ({
  ...toldTwice('probe_success', { namespace, job }, ...pair(page)),
  ...replicasOf(release, 'arq-frontend', { wanted }),
  // A neighbour is well, and elsewhere nothing is.
  [named('probe_success', { namespace, job: 'arq-probe' })]: always(1),
  ...replicasOf(release, 'arq-neighbour', { wanted: always(3) }),
  [named('probe_success', { namespace: elsewhere, job })]: always(0),
});

/** Of so many fetches in a row the first one fails. */
const oneIn = (fetches: number) => Array.from({ length: 400 / fetches }, () => `0x0 1x${fetches - 2}`).join(' ');
/** Down for 30 s of every 150. */
const byTurns = Array.from({ length: 20 }, () => '0x2 1x11').join(' ');

function casesOf(release: ReleaseStrategy): RuleCase[] {
  const tell = teller('ProbeUnreliable', 'arq-frontend', undefined, release);
  const isSilent = (title: string, page: Told, wanted?: Told) =>
    tell(title, seriesOf(release, page, wanted), { silent: minutes(10, 50) });
  return [
    tell('fires when one fetch of eight fails', seriesOf(release, join(constant(1, '15m'), oneIn(8))), {
      silent: ['15m', '20m', '31m'],
      firing: ['32m', '45m'],
      annotations: [{ summary: `The page of arq-frontend fails at times in ${namespace}` }],
    }),
    tell('fires when it is down for half a minute again and again', seriesOf(release, byTurns, always(3)), {
      silent: ['4m'],
      firing: ['5m', '45m'],
    }),
    tell(
      `fires though one replica of ${counting[release]} still thinks that no pod is wanted`,
      seriesOf(release, join(constant(1, '15m'), oneIn(8)), [always(1), always(0)]),
      { silent: ['31m'], firing: ['32m', '45m'] },
    ),
    tell(
      'fires until three minutes after the last failure',
      seriesOf(release, join(constant(1, '5m30s'), constant(0, '10m'), constant(1, '34m30s'))),
      { silent: ['5m', '10m', '19m'], firing: ['11m', '18m'] },
    ),
    isSilent('is silent when one fetch of ten fails', join(constant(1, '15m'), oneIn(10))),
    isSilent('is silent when one fetch of eleven fails', join(constant(1, '15m'), oneIn(11))),
    isSilent('is silent when one of two blackbox exporters fetches nothing', [always(1), always(0)]),
    isSilent('is silent when one of two blackbox exporters fetches nothing, and the other misses one fetch of ten', [
      join(constant(1, '15m'), oneIn(10)),
      always(0),
    ]),
    isSilent('is silent through an outage of 3 minutes when one of two blackbox exporters fetches nothing', [
      steps([
        [1, '15m30s'],
        [0, '3m'],
        [1, '31m30s'],
      ]),
      always(0),
    ]),
    isSilent(
      'is silent through a restart of 40 s',
      steps([
        [1, '15m30s'],
        [0, '40s'],
        [1, '33m50s'],
      ]),
    ),
    isSilent(
      'is silent through an outage of 3 minutes',
      steps([
        [1, '15m30s'],
        [0, '3m'],
        [1, '31m30s'],
      ]),
    ),
    isSilent(
      'is silent when it is scaled to zero on purpose',
      steps([
        [1, '15m30s'],
        [0, '34m30s'],
      ]),
      steps([
        [1, '15m'],
        [0, '35m'],
      ]),
    ),
    isSilent('is silent when nobody fetches', join(constant(1, '15m30s'), gone('34m30s'))),
  ];
}

export const cases: readonly RuleCase[] = releases.flatMap(casesOf);
