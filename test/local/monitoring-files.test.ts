import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { App } from 'cdk8s';
import { manifestFiles } from '../../charts/constructs/synth/manifest-files.ts';
import { composePlacement } from '../../charts/platform/monitoring/local/compose-placement.ts';
import { localFiles } from '../../charts/platform/monitoring/local/local-files.ts';
import { LocalMonitoring, localMonitoringFolder } from '../../charts/platform/monitoring/local/local-monitoring.ts';
import { watchedHere } from '../../charts/platform/monitoring/local/watched-here.ts';
import { localEnvironment } from './monitoring-model.ts';

const environment = localEnvironment();
const { addresses, webhook } = composePlacement(environment);
const alertsOf = (some: Record<string, string>) =>
  watchedHere(environment, some).groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));

describe('The files of the local monitoring', () => {
  it('are those that are committed', () => {
    const app = new App();
    const monitoring = new LocalMonitoring(app, 'Monitoring', localEnvironment(app));
    const files = manifestFiles(monitoring, 'charts/main.ts by "npm run synth"');
    const committed = readdirSync(localMonitoringFolder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(committed.sort()).toEqual([...files.keys()]);
    for (const [path, text] of files) {
      expect({ path, isCurrent: readFileSync(path, 'utf8') === text }).toEqual({ path, isCurrent: true });
    }
  });

  it('hold no secret', () => {
    const files = localFiles(environment, { addresses, webhook });
    expect(JSON.stringify(files['alertmanager.yml'])).toContain('"credentials_file":"/run/alertmanager/token"');
    expect(JSON.stringify(files)).not.toMatch(/"(?:credentials|password|bearer_token)"/);
  });
});

describe('What Prometheus scrapes', () => {
  const { scrape_configs, alerting, global } = localFiles(environment, { addresses, webhook })['prometheus.yml'];
  const config = (job: string) => scrape_configs.find(({ job_name }) => job_name === job);

  it('is all that the tiers export, and what watches it', () => {
    const jobs = environment.monitored.flatMap((one) => [...one.targets, ...one.probes].map(({ job }) => job));
    expect(jobs.length).toBeGreaterThan(5);
    const own = ['prometheus', 'alertmanager', 'node-exporter'];
    expect(scrape_configs.map(({ job_name }) => job_name).sort()).toEqual([...jobs, ...own].sort());
    expect(alerting).toEqual({ alertmanagers: [{ static_configs: [{ targets: ['alertmanager:9093'] }] }] });
  });

  it('has the intervals of the cluster and the namespace of the environment', () => {
    expect(global).toEqual({ scrape_interval: '10s', scrape_timeout: '8s', evaluation_interval: '1m' });
    for (const { static_configs } of scrape_configs) {
      expect(static_configs).toHaveLength(1);
      expect(static_configs[0]?.labels).toMatchObject({ namespace: 'arq-local' });
    }
  });

  it('tells of a tier which one it is, as a pod does', () => {
    expect(config('arq-backend')).toEqual({
      job_name: 'arq-backend',
      metrics_path: '/api/v1/metrics',
      static_configs: [{ targets: ['backend:9464'], labels: { namespace: 'arq-local', pod: 'arq-backend' } }],
    });
    expect(config('prometheus')?.static_configs[0]?.labels).toEqual({ namespace: 'arq-local' });
  });

  it('is fetched by the blackbox exporter where it is a page', () => {
    expect(config('arq-frontend-probe')).toEqual({
      job_name: 'arq-frontend-probe',
      metrics_path: '/probe',
      params: { module: ['http_2xx'] },
      static_configs: [{ targets: ['http://frontend:3000/health'], labels: { namespace: 'arq-local' } }],
      relabel_configs: [
        { source_labels: ['__address__'], target_label: '__param_target' },
        { source_labels: ['__param_target'], target_label: 'instance' },
        { target_label: '__address__', replacement: 'blackbox-exporter:9115' },
      ],
    });
  });
});

describe('Local alerts', () => {
  it('are all that was asked for', () => {
    expect(alertsOf(addresses)).toEqual(
      expect.arrayContaining([
        ...['HighMemoryUsage', 'HighCPUUsage', 'DatabaseDown', 'RedisDown', 'BackendDown', 'FrontendDown'],
        ...['HighErrorRate', 'SlowResponseTime', 'LowDiskSpace'],
      ]),
    );
  });

  it('leave out what only Kubernetes tells', () => {
    const everywhere = environment.monitored.flatMap((one) => one.alerts.map(({ name }) => name));
    expect(everywhere).toEqual(expect.arrayContaining(['PodCrashLooping', 'TargetDown']));
    expect(alertsOf(addresses)).not.toEqual(expect.arrayContaining(['PodCrashLooping']));
    expect(alertsOf(addresses)).not.toEqual(expect.arrayContaining(['TargetDown']));
  });

  it('have the labels and runbooks of the cluster', () => {
    const rules = watchedHere(environment, addresses).groups.flatMap((group) => group.rules);
    for (const { alert, labels, annotations } of rules) {
      expect(labels).toMatchObject({
        environment: 'local',
        workload: expect.any(String),
        component: expect.any(String),
      });
      expect(annotations['runbook_url']).toMatch(new RegExp(`/docs/runbooks/${alert}\\.md$`));
    }
  });

  it('go with the exporter that they need', () => {
    const { 'arq-redis-exporter': _, ...rest } = addresses;
    expect(alertsOf(addresses)).toContain('RedisDown');
    expect(alertsOf(rest)).not.toContain('RedisDown');
    expect(alertsOf(rest)).toContain('DatabaseDown');
    const { 'arq-blackbox-exporter': blackbox, ...unfetched } = addresses;
    expect(blackbox).toBeDefined();
    expect(watchedHere(environment, unfetched).probes).toEqual([]);
    expect(alertsOf(unfetched)).not.toContain('ProbeMissing');
    expect(alertsOf(unfetched)).toContain('FrontendDown');
  });

  it('are of no use for a job that does not exist', () => {
    expect(() => watchedHere(environment, { 'arq-bakend': '127.0.0.1:1' })).toThrow(
      /an address of arq-bakend, and no such scrape job; there are alertmanager, arq-backend/,
    );
  });
});
