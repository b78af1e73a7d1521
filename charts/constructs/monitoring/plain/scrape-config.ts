import { ConfigurationError } from '../../errors.ts';
import type { ProbeTarget, ScrapeTarget } from '../scrape-target.ts';

/** Where each scrape job finds its target, as `127.0.0.1:9187`; of a probe, the host of the page that is fetched. */
export type Addresses = Readonly<Record<string, string>>;

/** A program that is scraped beside the tiers, such as Prometheus itself. */
export type PlainTarget = Pick<ScrapeTarget, 'job' | 'exporter' | 'path'>;

/** One entry of `scrape_configs`, https://prometheus.io/docs/prometheus/latest/configuration/configuration/. */
export interface ScrapeConfig {
  readonly job_name: string;
  readonly metrics_path: string;
  readonly params?: Readonly<Record<string, readonly string[]>>;
  readonly static_configs: readonly {
    readonly targets: readonly string[];
    readonly labels: Readonly<Record<string, string>>;
  }[];
  readonly relabel_configs?: readonly {
    readonly source_labels?: readonly string[];
    readonly target_label: string;
    readonly replacement?: string;
  }[];
}

/** Scrapes one program. In a cluster each series tells its pod, which alerts name: here that is the workload. */
export function scrapeConfig(
  target: PlainTarget | ScrapeTarget,
  namespace: string,
  addresses: Addresses,
): ScrapeConfig {
  const pod: Record<string, string> = 'service' in target ? { pod: target.service.name } : {};
  return {
    job_name: target.job,
    metrics_path: target.path,
    static_configs: [{ targets: [addressOf(target.job, addresses)], labels: { namespace, ...pod } }],
  };
}

/** Has the blackbox exporter fetch a page: it is asked for the target, whose series then carry the target as instance. */
export function probeConfig(
  { job, url, module, prober }: ProbeTarget,
  namespace: string,
  addresses: Addresses,
): ScrapeConfig {
  const { protocol, pathname, search } = new URL(url);
  const page = `${protocol}//${addressOf(job, addresses)}${pathname}${search}`;
  return {
    job_name: job,
    metrics_path: '/probe',
    params: { module: [module] },
    static_configs: [{ targets: [page], labels: { namespace } }],
    relabel_configs: [
      { source_labels: ['__address__'], target_label: '__param_target' },
      { source_labels: ['__param_target'], target_label: 'instance' },
      { target_label: '__address__', replacement: addressOf(prober.host, addresses) },
    ],
  };
}

function addressOf(job: string, addresses: Addresses): string {
  const address = addresses[job];
  if (address !== undefined) return address;
  const known = Object.keys(addresses).sort().join(', ') || 'none';
  throw new ConfigurationError(
    `the scrape job "${job}" has no address (there are ${known}); name one, or leave it out`,
  );
}
