import type { ReleaseStrategy } from '../../../../charts/constructs/releases/release-strategy.ts';
import { constant, gone, join, missing } from '../series.ts';
import { replicasOf } from './replica-subjects.ts';
import { elsewhere, named, namespace, pair, type Subject, type Told, toldTwice } from './workload-subjects.ts';

/** The same value all the time. */
export const always = (value: number) => constant(value, '20m');
/** Nothing, ever. */
export const never = missing('20m');

/** What is seen of the service; whatever is left out is well. */
export interface Signs {
  /** Scrapes of each pod. */
  readonly up?: readonly string[];
  /** Available pods, as each of two programs that count them has it. */
  readonly available?: Told;
  /** Wanted pods, likewise. */
  readonly wanted?: Told;
  /** Fetches of the page, by each replica of the blackbox exporter. */
  readonly page?: Told;
}

/** Series of a service with these signs, of a neighbour that is well, and of the same service elsewhere, which is down. */
export function seriesOf({ workload, pods }: Subject, release: ReleaseStrategy, signs: Signs): Record<string, string> {
  const { up = [always(1)], available = always(1), wanted = always(1), page = always(1) } = signs;
  const target = (job: string, place = namespace) => ({ namespace: place, job });
  const scrapes = up.map((values, index) => [named('up', { ...target(workload), pod: pods[index] as string }), values]);
  return {
    ...Object.fromEntries(scrapes),
    ...replicasOf(release, workload, { available, wanted }),
    // A neighbour is well all the time.
    [named('up', { ...target('arq-neighbour'), pod: 'arq-neighbour-0' })]: always(1),
    ...replicasOf(release, 'arq-neighbour', { available: always(3), wanted: always(3) }),
    // Elsewhere the same service is down all the time.
    [named('up', { ...target(workload, elsewhere), pod: pods[0] })]: always(0),
    ...replicasOf(release, workload, { available: always(0), wanted: always(2) }, elsewhere),
    ...(workload === 'arq-frontend'
      ? {
          ...toldTwice('probe_success', target(`${workload}-probe`), ...pair(page)),
          [named('probe_success', target('arq-probe'))]: always(1),
          [named('probe_success', target(`${workload}-probe`, elsewhere))]: always(0),
        }
      : {}),
  };
}

/** Down since half past the fifth minute: out of the window of 30 s at the sixth. */
export const downSince = join(constant(1, '5m30s'), constant(0, '14m30s'));
/** Gone since then. */
export const vanished = join(constant(1, '5m30s'), gone('14m30s'));
/** Fails most of the time, also at each evaluation, but succeeds 20 s before it. */
export const flapping = Array.from({ length: 20 }, () => '0x3 1x0 0x0').join(' ');
