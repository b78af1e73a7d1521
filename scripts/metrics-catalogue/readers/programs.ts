import { readExposition } from '../../../charts/constructs/monitoring/catalogue/exposition.ts';
import type { MetricSet } from '../../../charts/constructs/monitoring/catalogue/metric.ts';
import { freePort } from '../../../dev/servers.ts';
import { programOnPath, start } from '../program.ts';
import { scrape, versionIn } from '../scrape.ts';
import type { Stage } from '../stage.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Exporters are named as their projects name them, or as Debian does. */
const named = (name: string) => programOnPath(name, `prometheus-${name.replace('_', '-')}`);

export async function readNode({ cleanup }: Stage): Promise<MetricSet> {
  const address = `127.0.0.1:${await freePort()}`;
  await start({ command: named('node_exporter'), args: [`--web.listen-address=${address}`] }, cleanup);
  return setOf('node_exporter', await scrape(`http://${address}/metrics`, /^node_cpu_seconds_total\{/m));
}

export async function readPostgres(stage: Stage): Promise<MetricSet> {
  const command = named('postgres_exporter');
  // The backend makes the tables that there are statistics of.
  await stage.backend();
  const { exporterUrl } = await stage.postgres();
  const address = `127.0.0.1:${await freePort()}`;
  const environment = { DATA_SOURCE_NAME: exporterUrl };
  await start({ command, args: [`--web.listen-address=${address}`], environment }, stage.cleanup);
  return setOf('postgres_exporter', await scrape(`http://${address}/metrics`, /^pg_up\b.* 1$/m));
}

export async function readRedis(stage: Stage): Promise<MetricSet> {
  const command = named('redis_exporter');
  // The backend gives it something to count: it keeps what it knows of its callers for a while.
  const { url } = await stage.backend();
  await scrape(`${url}/api/v1/status`, /./);
  const address = `127.0.0.1:${await freePort()}`;
  const args = [`-web.listen-address=${address}`, `-redis.addr=${await stage.redis()}`];
  await start({ command, args }, stage.cleanup);
  const text = await scrape(`http://${address}/metrics`, /^redis_up\b.* 1$/m, /^redis_db_keys_expiring\{.*\} [1-9]/m);
  return setOf('redis_exporter', text);
}

export async function readBlackbox(stage: Stage): Promise<MetricSet> {
  const command = named('blackbox_exporter');
  const page = await stage.securePage();
  const modules = {
    http: { prober: 'http', http: { tls_config: { insecure_skip_verify: true } } },
    tcp: { prober: 'tcp' },
  };
  const folder = temporaryFolder(stage.cleanup, { 'blackbox.yml': { modules } });
  const address = `127.0.0.1:${await freePort()}`;
  const args = [`--web.listen-address=${address}`, `--config.file=${folder}/blackbox.yml`];
  await start({ command, args }, stage.cleanup);
  const texts = [
    await scrape(`http://${address}/metrics`, /^blackbox_exporter_build_info/m),
    await scrape(`http://${address}/probe?module=http&target=${page}`, /^probe_success 1$/m),
    await scrape(`http://${address}/probe?module=tcp&target=${new URL(page).host}`, /^probe_success 1$/m),
  ];
  return setOf('blackbox_exporter', texts.join('\n'));
}

export async function readAlertmanager(stage: Stage): Promise<MetricSet> {
  // Prometheus gives it an alert.
  await stage.prometheus();
  const url = `http://${await stage.alertmanager()}/metrics`;
  return setOf(
    'alertmanager',
    await scrape(url, /^alertmanager_notifications_total\{.*integration="webhook".*\} [1-9]/m),
  );
}

export async function readPrometheus(stage: Stage): Promise<MetricSet> {
  const url = `http://${await stage.prometheus()}/metrics`;
  const text = await scrape(
    url,
    // A rule has been evaluated and its alert sent, and a target has been scraped twice.
    /^prometheus_notifications_sent_total\{.*\} [1-9]/m,
    /^prometheus_target_interval_length_seconds_count\{.*\} [1-9]/m,
  );
  return setOf('prometheus', text);
}

function setOf(exporter: string, text: string): MetricSet {
  const version = versionIn(text);
  if (version === undefined) throw new Error(`${exporter} does not tell its version in a metric *_build_info`);
  return readExposition(exporter, version, text);
}
