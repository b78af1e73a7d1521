import type { Alert, Row, Watched } from '@arq/constructs';
import { describe, expect, it } from '@jest/globals';
import { alert } from '../../../charts/constructs/monitoring/alert.ts';
import { highErrorRate } from '../../../charts/constructs/monitoring/alerts/http-high-error-rate.ts';
import { backupRows } from '../../../charts/constructs/monitoring/panels/backups.ts';
import { edgeRows } from '../../../charts/constructs/monitoring/panels/edge.ts';
import type { Panel } from '../../../charts/constructs/monitoring/panels/panel.ts';
import { postgresRows } from '../../../charts/constructs/monitoring/panels/postgres.ts';
import { redisRows } from '../../../charts/constructs/monitoring/panels/redis.ts';
import { bySubject, headlinesOf, type SubjectRow } from '../../../charts/constructs/monitoring/panels/subject.ts';
import { thresholdOf } from '../../../charts/constructs/monitoring/panels/threshold.ts';
import { webServiceRows } from '../../../charts/constructs/monitoring/panels/web-service.ts';

const service: Watched = { namespace: '$environment', workload: 'shop-web', kind: 'Deployment', job: 'shop-web' };
const server: Watched = {
  namespace: '$environment',
  workload: 'shop-db',
  kind: 'StatefulSet',
  job: 'shop-db-exporter',
};
const exporter: Watched = { ...service, workload: 'shop-db-exporter', job: 'shop-db-exporter' };
const http = { excludedRoutes: ['/health', '/a.b'], streamRoutes: ['/stream'], buckets: [0.1, 0.3, 0.5, 1, 5] };
const plain = { downAlert: 'ShopDown', autoscaled: false, metrics: true, node: false };

const titles = (rows: readonly Row[]) => rows.map(({ title }) => title);
function panelOf(rows: readonly Row[], title: string): Panel {
  const found = rows.flatMap(({ panels }) => panels).find((panel) => panel.title === title);
  if (!found) throw new Error(`there is no panel "${title}"`);
  return found;
}

describe('the rows of a web service', () => {
  it('are about what it shows, and nothing else', () => {
    expect(titles(webServiceRows(service, { ...plain, metrics: false }))).toEqual(['shop-web: containers']);
    expect(titles(webServiceRows(service, { ...plain, node: true }))).toEqual([
      'shop-web: containers',
      'shop-web: Node.js',
    ]);
    expect(titles(webServiceRows(service, { ...plain, http }))).toEqual(['shop-web: requests', 'shop-web: containers']);
  });

  it('begin with the state, and that of a page where one is fetched', () => {
    const first = (rows: readonly Row[]) => rows[0]?.panels.slice(0, 2).map(({ title }) => title);
    expect(first(webServiceRows(service, plain))).toEqual(['Service', 'CPU of its limit']);
    expect(first(webServiceRows(service, { ...plain, probeJob: 'shop-web-probe' }))).toEqual(['Service', 'Page']);
  });

  it('leave out routes that nobody waits for, and from times those that last', () => {
    const rows = webServiceRows(service, { ...plain, http });
    expect(panelOf(rows, 'Requests by route').queries[0]?.expression).toContain('route!~"/health|/a\\\\.b"');
    expect(panelOf(rows, 'Response time by route, p95').queries[0]?.expression).toContain(
      'route!~"/health|/a\\\\.b|/stream"',
    );
  });

  it('leave no matcher of routes where all count', () => {
    const rows = webServiceRows(service, { ...plain, http: { ...http, excludedRoutes: [] } });
    expect(panelOf(rows, 'Requests by route').queries[0]?.expression).not.toContain('route!~');
  });

  it('turn red where the alerts fire', () => {
    const thresholds = { highErrorRate: { errorShare: 0.02 }, slowResponseTime: { limitSeconds: 0.5 } };
    const rows = webServiceRows(service, { ...plain, http, thresholds });
    expect(panelOf(rows, 'Error share').limits).toEqual({ red: 0.02 });
    expect(panelOf(rows, 'Response time').limits).toEqual({ red: 0.5 });
    expect(panelOf(rows, 'Error budget burn').limits).toEqual({ yellow: 1, red: 14.4 });
    expect(panelOf(rows, 'CPU of its limit').limits).toEqual({ red: 0.8 });
  });

  it('show the autoscaler where there is one', () => {
    const legends = (autoscaled: boolean) =>
      panelOf(webServiceRows(service, { ...plain, autoscaled }), 'Pods').queries.map(({ legend }) => legend);
    expect(legends(true)).toEqual(['available', 'wanted', 'maximum']);
    expect(legends(false)).toEqual(['available', 'wanted']);
  });

  describe('of which each release is a colour', () => {
    const rollout: Watched = { ...service, kind: 'Rollout' };
    const expressions = (rows: readonly Row[], title: string) =>
      panelOf(rows, title).queries.map(({ expression }) => expression);

    it('tell of the release, as far as it can be seen', () => {
      const panels = (facts: Partial<Parameters<typeof webServiceRows>[1]>) =>
        webServiceRows(rollout, { ...plain, ...facts })
          .filter(({ title }) => title === 'shop-web: release')
          .flatMap((row) => row.panels.map(({ title }) => title));
      expect(panels({ metrics: false })).toEqual(['Release']);
      expect(panels({})).toEqual(['Release', 'Pods by colour']);
      expect(panels({ http })).toEqual(['Release', 'Pods by colour', 'Requests by colour', 'Errors by colour']);
      expect(titles(webServiceRows(service, { ...plain, http }))).not.toContain('shop-web: release');
    });

    it('ask for the colour with the traffic, and for the other one while it is another', () => {
      const rows = webServiceRows(rollout, { ...plain, http });
      for (const title of ['Pods by colour', 'Requests by colour', 'Errors by colour']) {
        const [active, preview] = expressions(rows, title);
        expect(active).toContain('job="shop-web"');
        expect(active).not.toContain('preview');
        expect(preview).toMatch(/job="shop-web-preview".* unless on \(rollouts_pod_template_hash\) .*job="shop-web"/);
      }
      expect(panelOf(rows, 'Errors by colour').limits).toEqual({ red: 0.05 });
    });

    it('know every phase', () => {
      const [phases] = expressions(webServiceRows(rollout, plain), 'Release');
      expect(phases).toContain('phase!~"Completed|Paused|Progressing"');
      expect(phases).toContain('phase=~"Paused|Progressing"');
      expect(phases).toContain('phase="Completed"');
    });
  });

  it('ask scrapes whether it is there only if there are some', () => {
    const state = (metrics: boolean) =>
      headlinesOf(webServiceRows(service, { ...plain, metrics })).states[0]?.queries[0]?.expression;
    expect(state(true)).toContain('up{');
    expect(state(false)).not.toContain('up{');
  });
});

describe('a state', () => {
  it.each([
    ['a service', webServiceRows(service, plain)],
    ['PostgreSQL', postgresRows(server, exporter)],
    ['Redis', redisRows(server, exporter)],
    ['the edge', edgeRows(service)],
  ])('of which nothing is heard is down: %s', (_, rows) => {
    expect(headlinesOf(rows).states.map(({ queries }) => queries[0]?.expression)).toEqual([
      expect.stringMatching(/ or vector\(0\)$/),
    ]);
  });
});

describe('the rows of servers', () => {
  it('are about pods and volumes alone without an exporter', () => {
    expect(titles(postgresRows(server))).toEqual(['shop-db: containers', 'shop-db: volumes']);
    expect(titles(redisRows(server))).toEqual(['shop-db: containers', 'shop-db: volumes']);
    expect(headlinesOf(postgresRows(server)).states).toEqual([]);
  });

  it('tell of backups where some are expected', () => {
    const rows = postgresRows(server, exporter, { backup: { cronJob: 'shop-backup' } });
    expect(titles(rows)).toEqual(['shop-db: PostgreSQL', 'shop-db: containers', 'shop-db: volumes', 'Backups']);
    expect(panelOf(rows, 'Failed Jobs').queries[0]?.expression).toContain('job_name=~"shop-backup-.*"');
    expect(backupRows({ namespace: 'shop', cronJob: 'shop-backup' }, { ageSeconds: 60 })[0]?.panels[0]?.limits).toEqual(
      {
        red: 60,
      },
    );
  });

  it('turn red where the alerts fire', () => {
    const postgres = postgresRows(server, exporter, { thresholds: { connectionsHigh: { connectionShare: 0.5 } } });
    expect(panelOf(postgres, 'Connections in use').limits).toEqual({ red: 0.5 });
    expect(panelOf(postgres, 'Memory of its limit').limits).toEqual({ red: 0.95 });
    const redis = redisRows(server, exporter, { thresholds: { highMemoryUsage: { memoryShare: 0.7 } } });
    expect(panelOf(redis, 'Memory in use').limits).toEqual({ red: 0.7 });
    // Its alert of that name is about maxmemory, which is not the limit of the container.
    expect(panelOf(redis, 'Memory of its limit').limits).toBeUndefined();
  });
});

describe('the rows of the edge', () => {
  it('tell of a certificate where there is one', () => {
    const ends = panelOf(edgeRows({ ...service, job: 'shop-probe' }), 'Certificate ends in');
    expect(ends.limits).toEqual({ yellow: 21 * 86_400, red: 7 * 86_400 });
    const without = edgeRows({ ...service, job: 'shop-probe' }, { tls: false });
    expect(without[0]?.panels.map(({ title }) => title)).not.toContain('Certificate ends in');
  });
});

describe('a threshold', () => {
  const alerts: readonly Alert[] = [
    highErrorRate(service, http),
    alert({ name: 'Bare', severity: 'info', expression: () => 'vector(1)', summary: '', description: '' }),
  ];

  it('is that of the alert', () => {
    expect(thresholdOf(alerts, 'HighErrorRate', 'errorShare')).toBe(0.05);
    expect(thresholdOf(alerts, 'NoSuchAlert', 'errorShare')).toBeUndefined();
  });

  it('has to be one that the alert has', () => {
    expect(() => thresholdOf(alerts, 'HighErrorRate', 'share')).toThrow(
      'panel with the threshold "share" of the alert HighErrorRate: it has errorShare, minimumErrors; name one of those',
    );
    expect(() => thresholdOf(alerts, 'Bare', 'share')).toThrow('it has none; name one of those');
  });
});

describe('rows by their subject', () => {
  it('keep their order within it, and those without one come last', () => {
    const row = (title: string, subject?: SubjectRow['subject']): Row => ({
      title,
      panels: [],
      ...(subject && { subject }),
    });
    const rows = [row('a'), row('b', 'nodes'), row('c', 'requests'), row('d', 'cache'), row('e', 'requests')];
    expect(titles(bySubject(rows, ['requests', 'nodes']))).toEqual(['c', 'e', 'b', 'a', 'd']);
    expect(titles(rows)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
