import {
  type Dashboard,
  type Environment,
  type MonitoringFacts,
  monitoringRows,
  nodeRows,
  type Row,
  rowsExportedHere,
  type Scraped,
} from '@arq/constructs';
import { clusterJobs } from '../jobs.ts';
import { overview } from './overview.ts';
import { overviewUid, type Surroundings } from './surroundings.ts';
import { tierDashboard, tierUid } from './tier-dashboard.ts';

/** Label by which Grafana's sidecar finds the ConfigMaps with dashboards. */
export const dashboardLabel = 'grafana_dashboard';

/** File of the overview, with which Grafana welcomes everybody. */
export const overviewFile = `${overviewUid}.json`;

/** A dashboard and the name of its file. */
export interface DashboardFile {
  readonly file: string;
  readonly dashboard: Dashboard;
}

/** Where dashboards are shown. */
export interface DashboardPlace {
  /** @default those of kube-prometheus-stack */
  readonly jobs?: MonitoringFacts;
  /**
   * What is scraped: panels that nothing else could fill are left out.
   * @default everything
   */
  readonly scraped?: Scraped;
}

/** Dashboards of an environment: the overview, and one for each tier that has something to show. */
export function dashboardsOf(
  { namespace, tiers, monitoring }: Pick<Environment, 'namespace' | 'tiers' | 'monitoring'>,
  { jobs = clusterJobs, scraped }: DashboardPlace = {},
): DashboardFile[] {
  const here = (rows: readonly Row[]) => (scraped ? rowsExportedHere(rows, scraped) : rows);
  const shown = tiers
    .map((tier) => ({
      name: tier.name,
      component: tier.component,
      rows: here(tier.monitoring.rows('$environment')),
    }))
    .filter(({ rows }) => rows.length > 0);
  const surroundings: Surroundings = {
    environment: { namespace, jobs: tiers.flatMap((tier) => tier.monitoring.targets.map(({ job }) => job)) },
    runbooks: monitoring.runbooks,
  };
  const cluster = here([...nodeRows({ job: jobs.nodeExporter }), ...monitoringRows(jobs)]);
  return [
    {
      file: overviewFile,
      dashboard: overview({ ...surroundings, tiers: shown.flatMap(({ rows }) => rows), cluster }),
    },
    ...shown.map((tier) => ({
      file: `${tierUid(tier.name)}.json`,
      dashboard: tierDashboard({ ...surroundings, ...tier }),
    })),
  ];
}
