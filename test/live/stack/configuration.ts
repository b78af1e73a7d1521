import { type LocalPlacement, localFiles } from '../../../charts/platform/monitoring/local/local-files.ts';
import { localEnvironment } from '../../local/monitoring-model.ts';
import { machineAlertsStay } from './machine-alerts.ts';
import { hastened } from './timings.ts';

/** Jobs of what only a cluster has. */
const clusterJobs = ['kube-state-metrics', 'kubelet'] as const;

/**
 * The files of the programs, as for Docker Compose, but that nobody is told of the machine.
 * @param clusterPort where something tells what a cluster would
 */
export function configuration(
  { addresses, webhook }: LocalPlacement,
  clusterPort: number | undefined,
): Record<string, string> {
  const files = hastened(localFiles(localEnvironment(), { addresses, webhook }));
  const { 'prometheus.yml': prometheus } = files;
  const cluster = clusterPort === undefined ? [] : clusterJobs.map((job) => scrapeOf(job, clusterPort));
  const complete = {
    ...files,
    'prometheus.yml': {
      ...prometheus,
      alerting: { ...prometheus.alerting, alert_relabel_configs: machineAlertsStay },
      scrape_configs: [...prometheus.scrape_configs, ...cluster],
    },
  };
  // JSON is YAML.
  return Object.fromEntries(Object.entries(complete).map(([name, data]) => [name, JSON.stringify(data)]));
}

/** The series say themselves of which namespace they are. */
const scrapeOf = (job: string, port: number) => ({
  job_name: job,
  honor_labels: true,
  metrics_path: `/${job}`,
  static_configs: [{ targets: [`127.0.0.1:${port}`] }],
});
