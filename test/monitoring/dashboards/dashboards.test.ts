import { type DashboardQuery, queriesOf } from '@arq/constructs';
import { describe, expect, it } from '@jest/globals';
import { checkDashboard } from '../../../charts/constructs/monitoring/dashboards/check-dashboard.ts';
import { dashboardText } from '../../../charts/constructs/monitoring/dashboards/dashboard-text.ts';
import { grafanaVariables } from '../../../charts/constructs/monitoring/dashboards/grafana-variables.ts';
import { rowsOf } from '../../../charts/constructs/monitoring/dashboards/panels-of.ts';
import { checkExpression } from '../../../charts/constructs/monitoring/promql/check-expression.ts';
import { metricsOf } from '../../../charts/constructs/monitoring/promql/metrics-of.ts';
import { overviewFile } from '../../../charts/platform/monitoring/dashboards/dashboards.ts';
import { build } from './built.ts';
import { selectorsOf } from './selectors.ts';

const renderings = build();
const all = renderings.flatMap(({ rendering, catalogue, files }) =>
  files.map(({ file, dashboard }) => ({ name: `${rendering}: ${file}`, file, dashboard, catalogue })),
);
const [cluster, local] = renderings as [(typeof renderings)[number], (typeof renderings)[number]];
const overviewOf = ({ files }: (typeof renderings)[number]) => {
  const overview = files.find(({ file }) => file === overviewFile);
  if (!overview) throw new Error('there is no overview');
  return overview.dashboard;
};

describe.each(all)('$name', ({ dashboard, catalogue }) => {
  it('is as Grafana needs it', () => {
    expect(checkDashboard(dashboard)).toEqual([]);
  });

  it('asks what Prometheus can answer', () => {
    const queries = queriesOf(dashboard);
    expect(queries.length).toBeGreaterThan(5);
    const messages = queries.flatMap(({ expr, panel }) =>
      checkExpression(expr, { catalogue, variables: grafanaVariables, place: panel }),
    );
    expect(messages).toEqual([]);
  });

  it('is small enough for a ConfigMap, and the same when it is read again', () => {
    const text = dashboardText(dashboard);
    expect(Buffer.byteLength(text)).toBeLessThan(200_000);
    expect(JSON.parse(text)).toEqual(dashboard);
  });

  it('names a job or a workload in every selector, so that nobody else’s series are shown', () => {
    const identifying = new Set([
      'job',
      'container',
      'pod',
      'deployment',
      'name',
      'statefulset',
      'horizontalpodautoscaler',
    ]);
    const others = new Set(['persistentvolumeclaim', 'cronjob', 'job_name', 'alertstate', 'namespace']);
    const loose = selectorsOf(dashboard).filter(
      ({ labels }) => !labels.some((label) => identifying.has(label) || others.has(label)),
    );
    // The health of monitoring itself is about every target.
    expect([...new Set(loose.map(({ metric }) => metric))].sort()).toEqual(
      dashboard.uid === 'arq-platform-overview' ? ['scrape_duration_seconds', 'up'] : [],
    );
  });

  it('shows the chosen environment and no other', () => {
    const namespaces = selectorsOf(dashboard).flatMap(({ matchers }) =>
      matchers.filter(({ label }) => label.text === 'namespace').map(({ operator, value }) => operator + value.text),
    );
    expect(new Set(namespaces)).toEqual(
      new Set(['=$environment', ...(dashboard.uid === 'arq-platform-overview' ? ['!~arq-.*'] : [])]),
    );
  });

  it('loads without a click', () => {
    const [datasource, environment] = dashboard.templating.list ?? [];
    expect(datasource).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
    expect(environment).toMatchObject({ name: 'environment', type: 'query', datasource: { uid: '$datasource' } });
    expect(environment?.current?.value).toMatch(/^arq-/);
  });

  it('marks releases and alerts', () => {
    expect((dashboard.annotations.list ?? []).map(({ name }) => name)).toEqual(['Releases', 'Images', 'Alerts']);
  });
});

describe('the dashboards', () => {
  it('are the same when they are built again', () => {
    const again = build();
    expect(again.map(({ files }) => files)).toEqual(renderings.map(({ files }) => files));
    expect(JSON.stringify(again.map(({ files }) => files))).toBe(JSON.stringify(renderings.map(({ files }) => files)));
  });

  it.each(renderings)('have names of their own ($rendering)', ({ files }) => {
    for (const names of [files.map(({ file }) => file), files.map(({ dashboard }) => dashboard.uid)]) {
      expect(new Set(names).size).toBe(files.length);
    }
  });

  it('exist for every tier that is no exporter', () => {
    expect(cluster.files.map(({ file }) => file)).toEqual([
      'arq-platform-overview.json',
      'tier-arq.json',
      'tier-arq-backend.json',
      'tier-arq-frontend.json',
      'tier-arq-postgres.json',
      'tier-arq-redis.json',
    ]);
  });

  it.each(renderings)('of tiers show what the overview shows ($rendering)', (rendering) => {
    const key = ({ panel, refId, expr }: DashboardQuery) => `${panel} ${refId}: ${expr}`;
    const shown = new Set(queriesOf(overviewOf(rendering)).map(key));
    const ofTiers = rendering.files
      .filter(({ file }) => file !== overviewFile)
      .flatMap(({ dashboard }) => queriesOf(dashboard).map(key));
    expect(ofTiers.length).toBeGreaterThan(100);
    expect(ofTiers.filter((one) => !shown.has(one))).toEqual([]);
  });
});

describe('the overview', () => {
  const overview = overviewOf(cluster);

  it('is called by its name and refreshes every 5 s', () => {
    expect(overview).toMatchObject({ title: 'arQ Platform Overview', refresh: '5s', editable: false });
  });

  it('shows the state of everything first, then requests, and the rest when it is opened', () => {
    const rows = rowsOf(overview).map(({ heading }) => `${heading.collapsed ? '+' : '-'} ${heading.title}`);
    expect(rows).toEqual([
      '- At a glance',
      '- arq-backend: requests',
      '- arq-frontend: requests',
      '+ arq: the way in',
      '+ arq-backend: release',
      '+ arq-frontend: release',
      '+ arq-backend: containers',
      '+ arq-frontend: containers',
      '+ arq-postgres: containers',
      '+ arq-redis: containers',
      '+ Nodes',
      '+ arq-backend: Node.js',
      '+ arq-frontend: Node.js',
      '+ arq-backend: dependencies',
      '+ arq-backend: incidents and streams',
      '+ arq-frontend: requests to the backend',
      '+ arq-postgres: PostgreSQL',
      '+ arq-redis: Redis',
      '+ arq-postgres: volumes',
      '+ arq-redis: volumes',
      '+ Backups',
      '+ Monitoring itself',
    ]);
  });

  it('tells of every tier whether it is there', () => {
    const [glance] = rowsOf(overview);
    expect(glance?.panels.map(({ title }) => title)).toEqual([
      'Firing: critical',
      'Firing: warning',
      'arq-backend',
      'arq-frontend',
      'arq: the way in',
      'arq-postgres',
      'arq-redis',
      'Firing alerts',
      'arq-backend errors',
      'arq-backend p95',
      'arq-backend budget burn',
      'arq-frontend errors',
      'arq-frontend p95',
      'arq-frontend budget burn',
      'Last good backup',
    ]);
  });

  it('leads from each alert to its runbook', () => {
    expect(JSON.stringify(overview)).toMatch(/"url":"https:[^"]*\/docs\/runbooks\/\$\{__value\.raw\}\.md"/);
  });
});

describe('without a cluster', () => {
  it('nothing is asked that only a cluster answers', () => {
    const fromCluster = new Set(['kube-state-metrics', 'kubelet', 'cadvisor', 'cert-manager']);
    const asked = queriesOf(overviewOf(local))
      .filter(({ by }) => by === 'panel')
      .flatMap(({ panel, expr }) => [...metricsOf(expr, grafanaVariables)].map((metric) => ({ panel, metric })));
    const unanswered = asked.filter(({ metric }) =>
      local.catalogue.find(metric)?.exporters.every((exporter) => fromCluster.has(exporter)),
    );
    // One sign of a service is from the cluster and the other from its scrapes.
    expect([...new Set(unanswered.map(({ metric }) => metric))]).toEqual(['kube_deployment_status_replicas_available']);
  });

  it('the rest is there', () => {
    const rows = rowsOf(overviewOf(local)).map(({ heading }) => heading.title);
    expect(rows).toEqual(expect.arrayContaining(['At a glance', 'arq-backend: requests', 'arq-postgres: PostgreSQL']));
    expect(rows.filter((row) => /volumes|Backups|release/.test(row ?? ''))).toEqual([]);
  });
});
