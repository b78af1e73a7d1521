import type { ReleaseStrategy } from '../../../../charts/constructs/releases/release-strategy.ts';
import type { RuleCase } from '../rule-case.ts';
import { steps } from '../series.ts';
import { always, downSince, flapping, seriesOf, vanished } from './availability-signs.ts';
import { releases } from './replica-subjects.ts';
import { minutes, teller } from './workload-story.ts';
import { frontend, type Told } from './workload-subjects.ts';

function casesOf(release: ReleaseStrategy): RuleCase[] {
  const tell = teller('FrontendDown', frontend.workload, undefined, release);
  const isSilent = (title: string, page: Told) =>
    tell(title, seriesOf(frontend, release, { page }), { silent: minutes(5, 15) });
  return [
    tell(
      'fires when the page cannot be fetched, though the pods are well',
      seriesOf(frontend, release, { page: downSince }),
      {
        silent: ['5m', '6m'],
        firing: ['7m', '15m'],
      },
    ),
    isSilent(
      'is silent when fetches of the page fail for 80 s around two evaluations',
      steps([
        [1, '5m50s'],
        [0, '1m20s'],
        [1, '12m50s'],
      ]),
    ),
    isSilent('is silent when fetches of the page fail most of the time, but never for long', flapping),
    isSilent('is silent when the blackbox exporter is away', vanished),
    isSilent('is silent when one of two blackbox exporters fetches nothing', [always(1), always(0)]),
  ];
}

/** Only the frontend's page is fetched. */
export const cases: readonly RuleCase[] = releases.flatMap(casesOf);
