import {
  type Alert,
  addChecks,
  checkDashboards,
  dashboardText,
  type Environment,
  inWave,
  Manifest,
  monitoringAlerts,
  nodeAlerts,
  OutputFile,
  syncWave,
  TierMonitoring,
  watchdog,
} from '@arq/constructs';
import { Construct } from 'constructs';
import type { ArqEnvironment } from '../environments/environment.ts';
import { monitoringNamespace } from '../environments/shared-cluster.ts';
import { platformName } from '../names.ts';
import { dashboardLabel, dashboardsOf } from './dashboards/dashboards.ts';
import { clusterJobs } from './jobs.ts';
import { receiverSecrets } from './routing/secrets.ts';

/** Folder of what is watched in the cluster of an environment, besides its tiers. */
export function clusterMonitoringFolder(environment: string): string {
  return `dist/monitoring/${environment}`;
}

/** Kinds of the objects in it. */
export const clusterMonitoringKinds = [
  { group: '', kind: 'ConfigMap' },
  { group: 'external-secrets.io', kind: 'ExternalSecret' },
  { group: 'monitoring.coreos.com', kind: 'PrometheusRule' },
];

const labels = { 'app.kubernetes.io/part-of': platformName, 'app.kubernetes.io/managed-by': 'cdk8s' };

/** What lives beside Prometheus: alerts on nodes and on monitoring itself, dashboards, the secrets of receivers. */
export class ClusterMonitoring extends Construct {
  constructor(scope: Construct, id: string, settings: ArqEnvironment, environment: Environment) {
    super(scope, id);
    addChecks(this);
    const file = (name: string, title: string) =>
      new OutputFile(this, name, {
        file: `${clusterMonitoringFolder(settings.name)}/${name}.yaml`,
        namespace: monitoringNamespace,
        title,
      });
    const alerts = file('alerts', `alerts on the cluster of ${environment.name} and on its monitoring`);
    createRules(alerts, environment, 'node', 'nodes', nodeAlerts({ job: clusterJobs.nodeExporter }));
    createRules(alerts, environment, 'monitoring', 'monitoring', [...monitoringAlerts(clusterJobs), watchdog()]);
    createDashboards(file('dashboards', 'dashboards for Grafana'), environment);
    const secrets = file('secrets', 'the secrets of receivers, fetched from the store');
    for (const secret of receiverSecrets(settings.name)) settings.secrets.provide(secret, { scope: secrets, labels });
  }
}

function createRules(
  scope: OutputFile,
  { name, monitoring, catalogue }: Environment,
  component: string,
  workload: string,
  alerts: readonly Alert[],
): void {
  const rules = new TierMonitoring(scope, workload, {
    namespace: monitoringNamespace,
    workload,
    component,
    environment: name,
    metadataOf: (rule) => ({
      name: `${platformName}-${rule}`,
      labels,
      annotations: inWave(syncWave.monitoring),
    }),
    settings: monitoring,
    catalogue,
  });
  rules.addAlerts(...alerts);
}

/** One ConfigMap for each: the sidecar of Grafana loads them all, and a change of one leaves the others alone. */
function createDashboards(scope: OutputFile, environment: Environment): void {
  const files = dashboardsOf(environment);
  const dashboards = files.map(({ dashboard }) => dashboard);
  const { catalogue } = environment;
  scope.node.addValidation({ validate: () => checkDashboards(dashboards, catalogue, scope.node.path) });
  for (const { file, dashboard } of files) {
    new Manifest(
      scope,
      file,
      { apiVersion: 'v1', kind: 'ConfigMap' },
      {
        metadata: {
          name: `dashboard-${file.replace(/\.json$/, '')}`,
          labels: { ...labels, [dashboardLabel]: '1' },
          // A client-side apply would keep a copy in an annotation, which may not be longer than 256 KiB.
          annotations: { ...inWave(syncWave.monitoring), 'argocd.argoproj.io/sync-options': 'ServerSideApply=true' },
        },
        data: { [file]: dashboardText(dashboard) },
      },
    );
  }
}
