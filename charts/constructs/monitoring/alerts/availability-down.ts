import { type Alert, alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';
import { probeSeries } from './probe-series.ts';
import { replicaSeries } from './workload-replicas.ts';

/** How a service shows whether it is there. */
export interface DownFacts {
  /** Name of the alert, as in `BackendDown`. */
  readonly downAlert: string;
  /** It is scraped, as the job that is watched. */
  readonly metrics: boolean;
  /**
   * Job of the blackbox exporter that fetches a page of it.
   * @default none
   */
  readonly probeJob?: string;
}

/**
 * Nobody is served. Any one sign is enough, since whatever tells it may fail itself: kube-state-metrics counts no available
 * pod, no scrape is answered (of a server that hangs each one times out), a page cannot be fetched, or the job has lost
 * all targets and no pod is known to be available. Without Kubernetes the scrapes and the page remain. Scaling to zero
 * on purpose is no outage.
 *
 * A sign has to last for longer than its window and to be there at two evaluations: a restart of 40 s passes in silence,
 * an outage is told after 90 to 150 s.
 */
export function serviceDown(watched: Watched, { downAlert, metrics, probeJob }: DownFacts): Alert {
  const { workload } = watched;
  const { wanted, available } = replicaSeries(watched);
  const signs = [
    // Within a minute kube-state-metrics has been scraped even where that is done every 30 s only.
    `max by (namespace) (max_over_time(${available}[1m])) < 1`,
    ...(metrics ? signsOfScrapes(watched, available) : []),
    ...(probeJob === undefined
      ? []
      : [`max by (namespace) (max_over_time(${probeSeries(watched, probeJob)}[30s])) < 1`]),
  ];
  return alert({
    name: downAlert,
    severity: 'critical',
    for: '1m',
    role: 'both',
    expression: () => `
      (
        ${signs.join('\n        or\n        ')}
      )
      unless
      max by (namespace) (${wanted}) < 1`,
    summary: `${workload} is down in {{ $labels.namespace }}`,
    description: `For more than a minute no pod of ${workload} has been available, or none has answered: nobody is served.`,
  });
}

function signsOfScrapes(watched: Watched, available: string): string[] {
  const up = `up{${ofJob(watched)}}`;
  return [
    `max by (namespace) (max_over_time(${up}[30s])) < 1`,
    // Raw, absent() would bring the job along as a label, and the alert would be another one once targets are back.
    `(group by (namespace) (absent(${up})) unless max by (namespace) (${available}) >= 1)`,
  ];
}
