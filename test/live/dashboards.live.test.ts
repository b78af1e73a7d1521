import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dashboardsOf } from '../../charts/platform/monitoring/dashboards/dashboards.ts';
import { clusterJobs } from '../../charts/platform/monitoring/jobs.ts';
import { composePlacement } from '../../charts/platform/monitoring/local/compose-placement.ts';
import { programJobs, watchedHere } from '../../charts/platform/monitoring/local/watched-here.ts';
import { localEnvironment } from '../local/monitoring-model.ts';
import { type Answered, answersOf } from './dashboards/answers.ts';
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
    // Windows of a minute or two are filled.
    await new Promise((resolve) => setTimeout(resolve, 40_000));
  }, 300_000);

  afterAll(async () => {
    for (const load of loads) await load.stop();
    await stack?.stop();
    await cluster?.close();
  });

  const empty = (answers: readonly Answered[]) =>
    answers.filter(({ series }) => series === 0).map(({ title }) => title);

  it('of Docker Compose has data for each of its queries', async () => {
    const environment = localEnvironment();
    const { scraped } = watchedHere(environment, composePlacement(environment).addresses);
    const dashboards = dashboardsOf(environment, { jobs: programJobs, scraped });
    expect(dashboards.length).toBeGreaterThan(4);
    for (const { dashboard } of dashboards) expect(empty(await answersOf(stack, dashboard))).toEqual([]);
  });

  it('of a cluster has data for each of its queries', async () => {
    const jobs = {
      [clusterJobs.prometheus]: programJobs.prometheus,
      [clusterJobs.alertmanager]: programJobs.alertmanager,
    };
    const dashboards = dashboardsOf(localEnvironment());
    expect(dashboards.length).toBeGreaterThan(4);
    const found = [];
    for (const { dashboard } of dashboards) found.push(...empty(await answersOf(stack, dashboard, jobs)));
    expect(found).toEqual([]);
  });
});
