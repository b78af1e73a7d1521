import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { contract as backend } from '../../apps/backend/contract.ts';
import type { Tier } from '../../charts/constructs/environment/tier.ts';
import type { PrometheusConfig } from '../../charts/constructs/monitoring/plain/prometheus-config.ts';
import { manifestFiles } from '../../charts/constructs/synth/manifest-files.ts';
import { composeTokenFile } from '../../charts/platform/monitoring/local/compose-placement.ts';
import { dashboardsPath } from '../../charts/platform/monitoring/local/grafana.ts';
import { localMonitoringFolder } from '../../charts/platform/monitoring/local/local-monitoring.ts';
import { composeText, service, services } from './compose.ts';
import { localEnvironment } from './monitoring-model.ts';

const read = (name: string) => parse(readFileSync(join(localMonitoringFolder, name), 'utf8'));
const prometheus = read('prometheus.yml') as PrometheusConfig;

/** Files of this repository that a service reads, by where it finds them. */
const mounts = (name: string) =>
  Object.fromEntries(
    (service(name).volumes ?? [])
      .filter((volume) => volume.startsWith('./'))
      .map((volume) => volume.split(':'))
      .map(([path = '', target = '']) => [target, path.slice(2)]),
  );

/** A service that another one reaches by its name, since they share a network. */
function reached(from: string, host: string): string {
  const networks = services.find(([name]) => name === host)?.[1].networks ?? [];
  return networks.some((network) => service(from).networks.includes(network)) ? host : `${host}, not reached`;
}

/** Variables of a tier's container in the cluster. */
function clusterVariables(name: string): Record<string, string> {
  const tier = localEnvironment().tiers.find((one) => one.name === name) as Tier;
  const objects = [...manifestFiles(tier, 'a test').values()].flatMap((text) => parseAllDocuments(text));
  const variables = objects.map((object) => object.toJS()).find(({ metadata }) => /-environment-/.test(metadata.name));
  return variables.data;
}

describe('The monitoring of Compose', () => {
  it.each(['prometheus', 'alertmanager', 'grafana'] as const)('publishes %s on this machine alone', (name) => {
    const ports = { prometheus: '9090}:9090', alertmanager: '9093}:9093', grafana: '3002}:3000' };
    expect(service(name).ports).toEqual([`127.0.0.1:\${${name.toUpperCase()}_PORT:-${ports[name]}`]);
  });

  it('lets Prometheus reach what it scrapes, and tell of alerts', () => {
    const alertmanagers = JSON.stringify(prometheus.alerting).match(/[\w-]+(?=:\d+)/g) ?? [];
    const scraped = prometheus.scrape_configs
      .filter(({ params }) => params === undefined)
      .flatMap(({ static_configs }) => static_configs.flatMap(({ targets }) => targets));
    const hosts = scraped.map((target) => target.split(':')[0] ?? '');
    expect(hosts.length).toBeGreaterThan(6);
    expect([...hosts, ...alertmanagers].map((host) => reached('prometheus', host))).toEqual([...hosts, 'alertmanager']);
  });

  it('lets the blackbox exporter reach the pages', () => {
    const probes = prometheus.scrape_configs.filter(({ params }) => params !== undefined);
    const pages = probes.flatMap(({ static_configs }) => static_configs.flatMap(({ targets }) => targets));
    expect(pages.map((page) => reached('blackbox-exporter', new URL(page).hostname))).toEqual(['frontend']);
  });

  it('lets Alertmanager reach the backend', () => {
    const { receivers } = read('alertmanager.yml') as { receivers: { webhook_configs?: { url: string }[] }[] };
    const urls = receivers.flatMap(({ webhook_configs = [] }) => webhook_configs.map(({ url }) => new URL(url)));
    expect(urls.map(({ hostname, port, pathname }) => [reached('alertmanager', hostname), port, pathname])).toEqual([
      ['backend', String(backend.port), backend.paths.alerts],
    ]);
    expect(service('alertmanager').environment['ALERTS_TOKEN']).toBe(service('backend').environment['ALERTS_TOKEN']);
  });

  it('gives each program its files, and only those', () => {
    const folder = localMonitoringFolder;
    expect(mounts('prometheus')).toEqual({
      '/etc/prometheus/prometheus.yml': `${folder}/prometheus.yml`,
      '/etc/prometheus/rules.yml': `${folder}/rules.yml`,
    });
    expect(prometheus.rule_files).toEqual(['rules.yml']);
    expect(mounts('alertmanager')).toEqual({ '/etc/alertmanager/alertmanager.yml': `${folder}/alertmanager.yml` });
    expect(mounts('blackbox-exporter')).toEqual({ '/etc/blackbox_exporter/blackbox.yml': `${folder}/blackbox.yml` });
    expect(mounts('grafana')).toEqual({
      '/etc/grafana/provisioning': `${folder}/grafana/provisioning`,
      [dashboardsPath]: `${folder}/grafana/dashboards`,
    });
    for (const [, path] of services.flatMap(([name]) => Object.entries(mounts(name)))) {
      expect({ path, isThere: existsSync(path) }).toEqual({ path, isThere: true });
    }
  });

  it.each([
    ['prometheus', '/etc/prometheus/prometheus.yml'],
    ['alertmanager', '/etc/alertmanager/alertmanager.yml'],
    ['blackbox-exporter', '/etc/blackbox_exporter/blackbox.yml'],
  ])('has %s read its configuration', (name, path) => {
    expect(service(name).command?.join(' ')).toContain(`--config.file=${path}`);
  });

  it('shows the dashboards in Grafana, beginning with one that exists', () => {
    const [source] = (read('grafana/provisioning/datasources/prometheus.yml') as { datasources: { url: string }[] })
      .datasources;
    expect(reached('grafana', new URL(source?.url ?? '').hostname)).toBe('prometheus');
    expect(source).toMatchObject({ jsonData: { timeInterval: '10s' } });
    const { providers } = read('grafana/provisioning/dashboards/arq.yml') as { providers: { options: object }[] };
    expect(providers.map(({ options }) => options)).toEqual([{ path: dashboardsPath }]);
    const home = service('grafana').environment['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH'] ?? '';
    expect(readdirSync(join(localMonitoringFolder, 'grafana/dashboards'))).toContain(
      home.slice(`${dashboardsPath}/`.length),
    );
  });

  it('asks PostgreSQL and Redis as the cluster does', () => {
    const { DATA_SOURCE_URI, DATA_SOURCE_USER } = clusterVariables('arq-postgres-exporter');
    expect(service('postgres-exporter').environment).toMatchObject({
      DATA_SOURCE_URI: DATA_SOURCE_URI?.replace('arq-postgres:', 'postgres:'),
      DATA_SOURCE_USER,
    });
    const { REDIS_EXPORTER_CONNECTION_TIMEOUT, REDIS_EXPORTER_CONFIG_COMMAND } = clusterVariables('arq-redis-exporter');
    expect(REDIS_EXPORTER_CONNECTION_TIMEOUT).toBe('3s');
    expect(service('redis-exporter').environment).toMatchObject({
      REDIS_EXPORTER_CONNECTION_TIMEOUT,
      REDIS_EXPORTER_CONFIG_COMMAND,
    });
  });

  it('hands Alertmanager the token in a file that nobody else can read', () => {
    const script = service('alertmanager').command?.[0]?.replaceAll('$$', '$') ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'arq-alertmanager-'));
    const file = join(folder, 'token');
    expect(script).toContain(`> ${composeTokenFile}\n`);
    const local = script.replace(composeTokenFile, file).replace(/exec \/bin\/alertmanager[\s\S]*/, 'env');
    const env = { PATH: process.env.PATH ?? '', ALERTS_TOKEN: 'a%s\\n$b' };
    const { stdout, status } = spawnSync('sh', ['-euc', local], { env, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('a%s\\n$b');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(stdout).not.toContain('ALERTS_TOKEN');
    rmSync(folder, { recursive: true });
  });

  it('is explained where people look first', () => {
    expect(composeText).toContain('#   docker compose --profile monitoring up --build\n');
  });
});
