import { type HttpFacts, Requests } from '../monitoring/alerts/http-requests.ts';
import type { Duration } from '../monitoring/duration.ts';
import { ofContainers, ofJob, type Watched } from '../monitoring/watched.ts';
import type { ReleaseAnalysis } from './release-analysis.ts';
import { initialDelaySeconds, intervalSeconds } from './release-timing.ts';

/** A question to Prometheus that a colour has to answer well. */
export interface ReleaseMetric {
  readonly name: string;
  /** PromQL; `{{args.colour}}` stands for the hash of the revision. */
  readonly query: string;
  /** Expression over `result`, the values that were found. */
  readonly successCondition: string;
  /** Bad measurements that are borne. */
  readonly failureLimit: number;
}

/** Stands for the hash of the revision that is judged; the controller fills it in. */
export const colour = '{{args.colour}}';

/** Requests are judged over this: some scrapes, and little of the time before the colour was there. */
const window: Duration = '1m';

/** Failures, or slow answers, that make a share: of three requests at night a single one would be a third. */
const fewest = 3;

/** What is known of a service that is judged. */
export interface JudgedService {
  /** Job under which the colour is scraped, and all else that is known of it. */
  readonly watched: Watched;
  readonly http?: HttpFacts | undefined;
}

/**
 * What Prometheus is asked of one colour. Every query is made so that the answer tells which of these it is: no requests
 * at all yield 0 errors and 0 seconds, while pods that nobody can see yield nothing, which is a failure.
 * @throws ConfigurationError if the histogram cannot tell the latency that is asked for, naming `place`
 */
export function releaseMetrics(
  { watched, http }: JudgedService,
  analysis: ReleaseAnalysis,
  place: string,
): ReleaseMetric[] {
  const { errorRatio = 0.05, latencySeconds = 1 } = analysis;
  const ofColour: Watched = { ...watched, revision: colour };
  const pods = `${ofContainers(watched)},pod=~"${watched.workload}-${colour}-.+"`;
  const requests = http && new Requests(ofColour, http);
  requests?.requireBound(latencySeconds, `${place}: latencySeconds`);
  return [
    {
      name: 'answers',
      query: `min(up{${ofJob(ofColour)}})`,
      successCondition: 'len(result) == 1 && result[0] == 1',
      // A scrape may be lost.
      failureLimit: 1,
    },
    {
      name: 'restarts',
      query: `sum(kube_pod_container_status_restarts_total{${pods}}) or vector(0)`,
      successCondition: 'len(result) == 1 && result[0] == 0',
      failureLimit: 0,
    },
    ...(requests
      ? [
          {
            name: 'errors',
            // Without the labels, so that the 0 stands in for the share only where there is none.
            query:
              `max(${requests.failed(window)} / ${requests.served(window)} and ${requests.failed(window)} >= ${fewest}) ` +
              'or vector(0)',
            successCondition: `len(result) == 1 && result[0] <= ${errorRatio}`,
            failureLimit: 1,
          },
          {
            name: 'latency',
            // One slow start lies in the windows of two measurements, and would end a release that hardly anybody has used yet.
            query:
              `max(${requests.quantile(0.95, window)} and ` +
              `${requests.timed(window)} - ${requests.within(latencySeconds, window)} >= ${fewest}) or vector(0)`,
            successCondition: `len(result) == 1 && result[0] <= ${latencySeconds}`,
            failureLimit: 1,
          },
        ]
      : []),
  ];
}

/** A metric as an AnalysisTemplate has it. */
export function prometheusMetric(metric: ReleaseMetric, address: string, count: number): object {
  const { name, query, successCondition, failureLimit } = metric;
  return {
    name,
    initialDelay: `${initialDelaySeconds}s`,
    interval: `${intervalSeconds}s`,
    // Without it a metric is measured for ever.
    count,
    failureLimit,
    // A Prometheus that does not answer for two minutes is no reason to trust the release. After an error the controller asks
    // again in 10 s, whatever the interval.
    consecutiveErrorLimit: 12,
    successCondition,
    provider: { prometheus: { address, timeout: 20, query } },
  };
}
