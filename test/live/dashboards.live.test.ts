import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DashboardFile, dashboardsOf } from '../../charts/platform/monitoring/dashboards/dashboards.ts';
import { clusterJobs } from '../../charts/platform/monitoring/jobs.ts';
import { composePlacement } from '../../charts/platform/monitoring/local/compose-placement.ts';
import { programJobs, watchedHere } from '../../charts/platform/monitoring/local/watched-here.ts';
import { localEnvironment } from '../local/monitoring-model.ts';
import { answersOf } from './dashboards/answers.ts';
import { type ClusterStandIn, startClusterStandIn } from './dashboards/cluster-stand-in.ts';
import { type Load, startLoad } from './faults/load.ts';
import { isQuiet } from './faults/outage.ts';
import { runSql } from './faults/owner.ts';
import { alertsOf } from './readings/alerts.ts';
import { until } from './readings/until.ts';
import { LiveStack } from './stack/live-stack.ts';

const timeline = '/api/v1/incidents/00000000-0000-4000-8000-000000000000';

describe('Every dashboard, while the backend fails under load', () => {
  let cluster: ClusterStandIn;
  let stack: LiveStack;
  const loads: Load[] = [];

  beforeAll(async () => {
    cluster = await startClusterStandIn();
    stack = await LiveStack.start({ clusterPort: cluster.port });
    cluster.tellOf(stack);
    await isQuiet(stack);
    const { backend, frontend } = stack.urls;
    loads.push(startLoad({ url: backend, paths: ['/api/v1/incidents', '/api/v1/status', timeline], rate: 10 }));
    loads.push(startLoad({ url: frontend, paths: ['/en', '/ar', '/en/incidents'], rate: 2, connections: 2 }));
    await runSql(stack, 'revoke select on incident_events from current_user');
    await until('alerts fire', 120, async () =>
      (await alertsOf(stack)).loud.includes('HighErrorRate of arq-backend') ? undefined : 'HighErrorRate does not',
    );
  });

  afterAll(async () => {
    for (const load of loads) await load.stop();
    await stack?.stop();
    await cluster?.close();
  });

  /** Waits until the windows of all queries are filled, which takes some of them a minute or two. */
  const areFilled = (dashboards: readonly DashboardFile[], jobs?: Readonly<Record<string, string>>) =>
    until('every query has data', 180, async () => {
      const empty: string[] = [];
      for (const { dashboard } of dashboards) {
        const answers = await answersOf(stack, dashboard, jobs);
        empty.push(...answers.filter(({ series }) => series === 0).map(({ title }) => title));
      }
      return empty.length === 0 ? undefined : `there is none for\n${empty.join('\n')}`;
    });

  it('of Docker Compose has data for each of its queries', async () => {
    const environment = localEnvironment();
    const { scraped } = watchedHere(environment, composePlacement(environment).addresses);
    const dashboards = dashboardsOf(environment, { jobs: programJobs, scraped });
    expect(dashboards.length).toBeGreaterThan(4);
    await areFilled(dashboards);
  });

  it('of a cluster has data for each of its queries', async () => {
    const dashboards = dashboardsOf(localEnvironment());
    expect(dashboards.length).toBeGreaterThan(4);
    await areFilled(dashboards, {
      [clusterJobs.prometheus]: programJobs.prometheus,
      [clusterJobs.alertmanager]: programJobs.alertmanager,
    });
  });
});
