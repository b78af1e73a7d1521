import { type Alert, alert } from '../alert.ts';
import { seconds } from '../duration.ts';
import { scrapeTimeout } from '../scrape-target.ts';
import { ofJob, type Watched } from '../watched.ts';
import { exact, requireShare } from './share.ts';
import { replicaSeries } from './workload-replicas.ts';

/** Numbers of `DatabaseDown` and `RedisDown`. */
export type ServerDownThresholds = {
  /** Share of the exporter's questions within a minute that have to be answered. @default 0.5: one lost answer is none */
  readonly answeredShare: number;
  /**
   * Seconds that scrapes of the exporter take on the average of a minute, where Kubernetes tells nothing of the server.
   * @default half of the time limit: every other scrape was given up. An exporter asks a new connection for 3 s at most
   */
  readonly scrapeSeconds: number;
};

const defaults: ServerDownThresholds = {
  answeredShare: 0.5,
  scrapeSeconds: seconds(scrapeTimeout, 'scrape timeout') / 2,
};

/** A server that is watched by an exporter of its own. */
export interface ServerDownFacts {
  /** Name of the alert, as in `DatabaseDown`. */
  readonly name: string;
  /** What the server is called in sentences, as in `PostgreSQL`. */
  readonly server: string;
  /** Metric with which the exporter tells whether the server answered: 1 or 0. */
  readonly up: string;
}

/**
 * A server is out of service. Any one sign is enough, since whatever tells it may fail itself: the exporter gets no answer,
 * kube-state-metrics counts no available pod, or, where Kubernetes tells nothing, scrapes of the exporter time out. The
 * last one is how a frozen server looks: an exporter waits without limit for the connection that it has open already,
 * whatever limit it has for a new one. An exporter that is merely gone fails at once, and is no outage.
 *
 * A sign has to be there at two evaluations: a restart of 40 s passes in silence, an outage is told within one to two and a
 * half minutes. Scaling to zero on purpose is none.
 */
export function serverDown(
  watched: Watched,
  { name, server, up }: ServerDownFacts,
  thresholds: Partial<ServerDownThresholds> = {},
): Alert {
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.answeredShare, `${name} of ${watched.workload}: answeredShare`);
  const { wanted, available } = replicaSeries(watched);
  return alert({
    name,
    severity: 'critical',
    for: '1m',
    role: 'cause',
    thresholds: chosen,
    expression: (numbers) => `
      (
        ${[`max by (namespace) (${available}) < 1`, ...signsOfExporter(watched, up, numbers)].join('\n        or\n        ')}
      )
      unless
      max by (namespace) (${wanted}) < 1`,
    summary: `${server} is down in {{ $labels.namespace }}`,
    description:
      `For more than a minute Kubernetes has not found ${server} (${watched.workload}) ready, or its exporter has had no ` +
      'answer from it. Whatever uses it fails.',
  });
}

function signsOfExporter(watched: Watched, up: string, thresholds: ServerDownThresholds): string[] {
  if (watched.job === undefined) return [];
  const of = ofJob(watched);
  const { available } = replicaSeries(watched);
  return [
    `max by (namespace) (avg_over_time(${up}{${of}}[1m])) < ${thresholds.answeredShare}`,
    `(
          min by (namespace) (avg_over_time(scrape_duration_seconds{${of}}[1m])) > ${exact(thresholds.scrapeSeconds)}
          unless
          group by (namespace) (${available})
        )`,
  ];
}
