import {
  type Addresses,
  type AlertmanagerConfig,
  blackboxModules,
  type Environment,
  type PrometheusConfig,
  prometheusConfig,
  ruleFile,
  type WebhookProps,
} from '@arq/constructs';
import { localRouting } from '../routing/arq-routing.ts';
import { type WatchedHere, watchedHere } from './watched-here.ts';

/** Where things are, where there is no cluster. */
export interface LocalPlacement {
  /** Where each scrape job finds its target; a job without an address is left out. */
  readonly addresses: Addresses;
  /** Where Alertmanager delivers alerts: the backend. */
  readonly webhook: WebhookProps;
}

/** The configuration of the programs, by file name. */
export interface LocalFiles {
  readonly 'prometheus.yml': PrometheusConfig;
  readonly 'rules.yml': ReturnType<typeof ruleFile>;
  readonly 'alertmanager.yml': AlertmanagerConfig;
  readonly 'blackbox.yml': { readonly modules: typeof blackboxModules };
}

/**
 * The monitoring of an environment for a Prometheus and an Alertmanager without operator.
 * @throws ConfigurationError if an address belongs to no job, or the webhook is not one
 */
export function localFiles(
  environment: Environment,
  { addresses, webhook }: LocalPlacement,
  { groups, targets, probes, programs }: WatchedHere = watchedHere(environment, addresses),
): LocalFiles {
  const { alertmanager } = addresses;
  return {
    'prometheus.yml': prometheusConfig({
      targets,
      probes,
      programs,
      namespace: environment.namespace,
      addresses,
      alertmanagers: alertmanager === undefined ? [] : [alertmanager],
      ruleFiles: ['rules.yml'],
    }),
    'rules.yml': ruleFile(groups),
    'alertmanager.yml': localRouting(environment, webhook),
    'blackbox.yml': { modules: blackboxModules },
  };
}
