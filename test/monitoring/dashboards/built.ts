import type { Environment, MetricCatalogue } from '@arq/constructs';
import { createApp } from '../../../charts/main.ts';
import { type DashboardFile, dashboardsOf } from '../../../charts/platform/monitoring/dashboards/dashboards.ts';
import { composePlacement } from '../../../charts/platform/monitoring/local/compose-placement.ts';
import { programJobs, watchedHere } from '../../../charts/platform/monitoring/local/watched-here.ts';
import { ArqPlatform } from '../../../charts/platform/platform.ts';

/** The dashboards of one way to run the platform. */
export interface Rendering {
  readonly rendering: 'cluster' | 'local';
  readonly catalogue: MetricCatalogue;
  readonly files: readonly DashboardFile[];
}

/** The dashboards of a cluster, and of docker-compose.yml. */
export function build(): readonly Rendering[] {
  const platforms = createApp(process.cwd())
    .node.findAll()
    .filter((construct) => construct instanceof ArqPlatform);
  const [production, local] = ['production', 'local'].map((name) => platforms.find((one) => one.name === name)) as [
    Environment,
    Environment,
  ];
  const { scraped } = watchedHere(local, composePlacement(local).addresses);
  return [
    { rendering: 'cluster', catalogue: production.catalogue, files: dashboardsOf(production) },
    { rendering: 'local', catalogue: local.catalogue, files: dashboardsOf(local, { jobs: programJobs, scraped }) },
  ];
}
