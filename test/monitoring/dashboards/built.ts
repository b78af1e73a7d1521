import type { Environment, MetricCatalogue } from '@arq/constructs';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { createApp } from '../../../charts/main.ts';
import { type DashboardFile, dashboardsOf } from '../../../charts/platform/monitoring/dashboards/dashboards.ts';
import { composePlacement } from '../../../charts/platform/monitoring/local/compose-placement.ts';
import { programJobs, watchedHere } from '../../../charts/platform/monitoring/local/watched-here.ts';
import { ArqPlatform } from '../../../charts/platform/platform.ts';

/** A file with its dashboard as Grafana's SDK types it. */
export interface BuiltFile extends Omit<DashboardFile, 'dashboard'> {
  readonly dashboard: Dashboard;
}

const built = (files: readonly DashboardFile[]) => files as unknown as readonly BuiltFile[];

/** The dashboards of one way to run the platform. */
export interface Rendering {
  readonly rendering: 'cluster' | 'local';
  readonly catalogue: MetricCatalogue;
  readonly files: readonly BuiltFile[];
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
    { rendering: 'cluster', catalogue: production.catalogue, files: built(dashboardsOf(production)) },
    {
      rendering: 'local',
      catalogue: local.catalogue,
      files: built(dashboardsOf(local, { jobs: programJobs, scraped })),
    },
  ];
}
