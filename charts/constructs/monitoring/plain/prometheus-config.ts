import type { Duration } from '../duration.ts';
import { evaluationInterval, type RuleGroup } from '../rule-group.ts';
import { type ProbeTarget, type ScrapeTarget, scrapeInterval, scrapeTimeout } from '../scrape-target.ts';
import { type Addresses, type PlainTarget, probeConfig, type ScrapeConfig, scrapeConfig } from './scrape-config.ts';

/** What one Prometheus without operator watches. */
export interface PrometheusConfigProps {
  /** The `namespace` label of all series, which rules and dashboards select by. */
  readonly namespace: string;
  /** What is scraped: what the tiers bring along. */
  readonly targets: readonly ScrapeTarget[];
  /** Pages that are fetched; the exporter that does it is scraped as a job named after its host. */
  readonly probes: readonly ProbeTarget[];
  /**
   * Programs that are scraped besides.
   * @default none
   */
  readonly programs?: readonly PlainTarget[];
  /** Where all of them listen. */
  readonly addresses: Addresses;
  /** Addresses of Alertmanagers; with none, alerts are told to nobody. */
  readonly alertmanagers: readonly string[];
  /** Rule files, relative to the configuration. */
  readonly ruleFiles: readonly string[];
}

/** Configuration of a Prometheus from 2.42 on, 3 included, as `prometheus.yml` takes it. */
export interface PrometheusConfig {
  readonly global: {
    readonly scrape_interval: Duration;
    readonly scrape_timeout: Duration;
    readonly evaluation_interval: Duration;
  };
  readonly alerting: { readonly alertmanagers: readonly object[] };
  readonly rule_files: readonly string[];
  readonly scrape_configs: readonly ScrapeConfig[];
}

/**
 * The targets of an environment for a Prometheus that no operator configures. Jobs, intervals and labels are those of the
 * operator's rendering, so that the same rules and dashboards fit.
 * @throws ConfigurationError if a job has no address
 */
export function prometheusConfig(props: PrometheusConfigProps): PrometheusConfig {
  const { namespace, targets, probes, programs = [], addresses, alertmanagers, ruleFiles } = props;
  return {
    global: {
      scrape_interval: scrapeInterval,
      scrape_timeout: scrapeTimeout,
      evaluation_interval: evaluationInterval,
    },
    alerting: {
      alertmanagers: alertmanagers.length === 0 ? [] : [{ static_configs: [{ targets: alertmanagers }] }],
    },
    rule_files: ruleFiles,
    scrape_configs: [
      ...[...targets, ...programs].map((target) => scrapeConfig(target, namespace, addresses)),
      ...probes.map((target) => probeConfig(target, namespace, addresses)),
    ],
  };
}

/** Groups of rules as a rule file takes them. */
export function ruleFile(groups: readonly RuleGroup[]): { readonly groups: readonly RuleGroup[] } {
  return { groups };
}
