import { DataFile, type Environment } from '@arq/constructs';
import { Construct } from 'constructs';
import { dashboardsOf } from '../dashboards/dashboards.ts';
import { composePlacement, composePrometheusUrl } from './compose-placement.ts';
import { dashboardProvider, datasource } from './grafana.ts';
import { type LocalFiles, localFiles } from './local-files.ts';
import { programJobs, watchedHere } from './watched-here.ts';

/** Folder of the files; docker-compose.yml mounts them. */
export const localMonitoringFolder = 'dev/compose/monitoring';

const titles: Readonly<Record<keyof LocalFiles, string>> = {
  'prometheus.yml': 'what Prometheus scrapes in docker-compose.yml',
  'rules.yml': 'the alert rules of the cluster that can fire without Kubernetes',
  'alertmanager.yml': 'where alerts go in docker-compose.yml: to arQ itself',
  'blackbox.yml': 'how the blackbox exporter fetches pages',
};

/**
 * The monitoring of docker-compose.yml: the model of the local environment, complete by then, for programs that no operator
 * configures.
 */
export class LocalMonitoring extends Construct {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    const placement = composePlacement(environment);
    const watched = watchedHere(environment, placement.addresses);
    const files = localFiles(environment, placement, watched);
    for (const name of Object.keys(titles) as (keyof LocalFiles)[]) this.file(name, titles[name], () => files[name]);
    this.file('grafana/provisioning/datasources/prometheus.yml', 'where Grafana finds Prometheus', () =>
      datasource(composePrometheusUrl),
    );
    this.file('grafana/provisioning/dashboards/arq.yml', 'where Grafana finds the dashboards', dashboardProvider);
    for (const { file, dashboard } of dashboardsOf(environment, { jobs: programJobs, scraped: watched.scraped })) {
      this.file(`grafana/dashboards/${file}`, 'a dashboard', () => dashboard);
    }
  }

  private file(name: string, title: string, data: () => object): void {
    new DataFile(this, name, { file: `${localMonitoringFolder}/${name}`, title, data });
  }
}
