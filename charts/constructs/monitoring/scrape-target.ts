import type { Duration } from './duration.ts';

/** How often everything is scraped: a window of a minute then holds enough samples to smooth over one that is missing. */
export const scrapeInterval: Duration = '10s';

/** Below the interval: an exporter that gives up on a hung server after 3 s has answered by then. */
export const scrapeTimeout: Duration = '8s';

/** Something that Prometheus fetches metrics from. */
export interface ScrapeTarget {
  /** The `job` label of its series, the same in every rendering. */
  readonly job: string;
  /** Who exports there, as the catalogue names it. */
  readonly exporter: string;
  /** Service and its port. */
  readonly service: { readonly name: string; readonly portName: string; readonly port: number };
  readonly path: string;
  /**
   * Labels of the pods that their series carry as well; characters that Prometheus does not allow become underscores.
   * @default none
   */
  readonly podLabels?: readonly string[];
}

/** A page that the blackbox exporter fetches as a user would. */
export interface ProbeTarget {
  /** The `job` label of its series. */
  readonly job: string;
  /** What is fetched. */
  readonly url: string;
  /** Module of the exporter's configuration. */
  readonly module: string;
  /** Service of the exporter. */
  readonly prober: { readonly host: string; readonly port: number };
}
