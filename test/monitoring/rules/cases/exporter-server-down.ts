import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, missing, steps } from '../series.ts';
import { neighbour, ofExporter, postgres, redis, type Server } from './exporter-subjects.ts';
import { type Moments, minutes, teller } from './workload-story.ts';
import { elsewhere, namespace, toldTwice } from './workload-subjects.ts';

const length = '20m';
const always = (value: number) => constant(value, length);
const never = missing(length);

/** What is seen of a server; whatever is left out is well. */
interface Signs {
  /** Whether it answers each of its exporters. */
  readonly up?: readonly string[];
  /** Seconds that a scrape of each exporter takes. */
  readonly scrape?: readonly string[];
  /** Available pods, as each replica of kube-state-metrics has it. */
  readonly available?: string | readonly [string, string];
  /** Wanted pods, likewise. */
  readonly wanted?: string | readonly [string, string];
}

const both = (values: string | readonly [string, string]) =>
  typeof values === 'string' ? ([values, values] as const) : values;

function seriesOf(server: Server, signs: Signs): Record<string, string> {
  const { up = [always(1)], scrape = [always(0.01)], available = always(1), wanted = always(1) } = signs;
  const numbered = (metric: string, values: readonly string[]) =>
    values.map((one, index) => ofExporter(server, metric, one, { instance: `exporter-${index}` }));
  const replicas = (statefulset: string, place: string, ready: typeof available, asked: typeof wanted) => ({
    ...toldTwice('kube_statefulset_status_replicas_available', { namespace: place, statefulset }, ...both(ready)),
    ...toldTwice('kube_statefulset_replicas', { namespace: place, statefulset }, ...both(asked)),
  });
  return {
    ...Object.assign({}, ...numbered(server.up, up), ...numbered('scrape_duration_seconds', scrape)),
    ...replicas(server.workload, namespace, available, wanted),
    // A neighbour is well all the time.
    ...ofExporter({ job: neighbour }, server.up, always(1)),
    ...ofExporter({ job: neighbour }, 'scrape_duration_seconds', always(0.01)),
    ...replicas('arq-neighbour', namespace, always(1), always(1)),
    // Elsewhere the same server is down all the time.
    ...ofExporter(server, server.up, always(0), { namespace: elsewhere }),
    ...ofExporter(server, 'scrape_duration_seconds', always(8), { namespace: elsewhere }),
    ...replicas(server.workload, elsewhere, always(0), always(1)),
  };
}

/** A value, and another one since half past the fifth minute: the mean of the minute until the sixth is the other one's. */
const since = (before: number, after: number) => join(constant(before, '5m30s'), constant(after, '14m30s'));
const vanished = join(constant(1, '5m30s'), gone('14m30s'));
/** A value, and another one for a while from 5m40s on. */
const during = (duration: string, rest: string, before: number, after: number) =>
  steps([
    [before, '5m40s'],
    [after, duration],
    [before, rest],
  ]);
/** Six samples again and again, the last of which are those before an evaluation. */
const everyMinute = (...values: readonly number[]) =>
  Array.from({ length: 20 }, () => [...values.slice(-1), ...values.slice(0, -1)].join(' ')).join(' ');

function casesOf(server: Server): RuleCase[] {
  const tell = teller(server.downAlert, server.workload);
  const told = (title: string, signs: Signs, moments: Moments) => tell(title, seriesOf(server, signs), moments);
  const fires = (title: string, signs: Signs) => told(title, signs, { silent: ['5m', '6m'], firing: ['7m', '15m'] });
  const silent = (title: string, signs: Signs) => told(title, signs, { silent: minutes(4, 19) });
  return [
    fires('fires when it does not answer its exporter, though it seems ready', { up: [since(1, 0)] }),
    fires('fires when it is not ready, though it answers its exporter', { available: since(1, 0) }),
    fires('fires when it was killed', { up: [since(1, 0)], available: since(1, 0) }),
    fires('fires when its exporter is away as well', {
      up: [vanished],
      scrape: [since(0.01, 0)],
      available: since(1, 0),
    }),
    fires('fires when it hangs, and scrapes of its exporter with it', {
      up: [vanished],
      scrape: [since(0.01, 8)],
      available: since(1, 0),
    }),
    fires('fires without Kubernetes when it does not answer its exporter', {
      up: [since(1, 0)],
      available: never,
      wanted: never,
    }),
    fires('fires without Kubernetes when it hangs, and scrapes of its exporter with it', {
      up: [vanished],
      scrape: [since(0.01, 8)],
      available: never,
      wanted: never,
    }),
    fires('fires without Kubernetes when scrapes of both exporters take very long', {
      scrape: [since(0.01, 8), since(0.01, 8)],
      available: never,
      wanted: never,
    }),
    told(
      'fires without Kubernetes when scrapes of its exporter take a little more than half of their time',
      { scrape: [since(0.01, 4.5)], available: never, wanted: never },
      { silent: ['5m', '6m', '7m'], firing: ['8m'] },
    ),
    told(
      'fires when it answers one question in three of either exporter',
      { up: [everyMinute(0, 0, 1, 0, 0, 1), everyMinute(0, 0, 1, 0, 0, 1)] },
      { silent: ['1m'], firing: ['2m'] },
    ),
    fires('fires though three pods are wanted', { available: since(3, 0), wanted: always(3) }),
    fires('fires though one replica of kube-state-metrics still thinks that none is wanted', {
      up: [since(1, 0)],
      wanted: [always(1), always(0)],
    }),
    told(
      'ends when it answers again',
      {
        up: [
          steps([
            [1, '5m30s'],
            [0, '6m'],
            [1, '8m30s'],
          ]),
        ],
      },
      { silent: ['6m', '12m', '13m'], firing: ['7m', '11m'] },
    ),
    silent('is silent when its exporter is away', { up: [vanished], scrape: [since(0.01, 0)] }),
    silent('is silent without Kubernetes when its exporter is away', {
      up: [vanished],
      scrape: [since(0.01, 0)],
      available: never,
      wanted: never,
    }),
    silent('is silent when scrapes of its exporter time out while it is ready', {
      up: [vanished],
      scrape: [since(0.01, 8)],
    }),
    silent('is silent without Kubernetes when scrapes take half of their time', {
      scrape: [always(4)],
      available: never,
      wanted: never,
    }),
    silent('is silent without Kubernetes when scrapes of one exporter of two time out', {
      scrape: [always(0.01), since(0.01, 8)],
      available: never,
      wanted: never,
    }),
    silent('is silent without Kubernetes when scrapes of two exporters take half of their time together', {
      scrape: [always(3), always(3)],
      available: never,
      wanted: never,
    }),
    silent('is silent without Kubernetes when some scrapes time out', {
      scrape: [everyMinute(0.01, 0.01, 0.01, 0.01, 8, 8)],
      available: never,
      wanted: never,
    }),
    silent('is silent when half of the questions are answered', { up: [everyMinute(0, 1, 0, 1, 0, 1)] }),
    silent('is silent when some questions in a row are not answered', { up: [everyMinute(1, 1, 1, 1, 0, 0)] }),
    silent('is silent when one exporter of two gets no answer, the other one most', {
      up: [since(1, 0), everyMinute(1, 0, 1, 1, 0, 1)],
    }),
    silent('is silent when kube-state-metrics goes away', { available: vanished, wanted: vanished }),
    silent('is silent when one replica of kube-state-metrics lags', { available: [always(1), always(0)] }),
    silent('is silent when one pod of three fails', { available: since(3, 2), wanted: always(3) }),
    silent('is silent through a restart of 40 s', {
      up: [during('40s', '13m40s', 1, 0)],
      available: during('40s', '13m40s', 1, 0),
    }),
    silent('is silent without Kubernetes when it hangs for 40 s', {
      scrape: [during('40s', '13m40s', 0.01, 8)],
      available: never,
      wanted: never,
    }),
    silent('is silent when it was scaled to zero on purpose', {
      up: [since(1, 0)],
      available: since(1, 0),
      wanted: since(1, 0),
    }),
  ];
}

export const cases: readonly RuleCase[] = [postgres, redis].flatMap(casesOf);
