import { freePort } from '../../../dev/servers.ts';
import type { Cleanup } from '../cleanup.ts';
import { programOnPath, start } from '../program.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Who takes the alerts. */
export interface Receiver {
  readonly url: string;
  readonly token: string;
}

/**
 * Starts Alertmanager, which sends every alert to a receiver.
 * @returns its address, `<host>:<port>`
 * @throws Missing if it is not installed
 */
export async function startAlertmanager({ url, token }: Receiver, cleanup: Cleanup): Promise<string> {
  const command = programOnPath('alertmanager', 'prometheus-alertmanager');
  const webhook = { url, http_config: { authorization: { credentials: token } } };
  const config = {
    route: { receiver: 'backend', group_wait: '1s' },
    receivers: [{ name: 'backend', webhook_configs: [webhook] }],
  };
  const folder = temporaryFolder(cleanup, { 'alertmanager.yml': config });
  const address = `127.0.0.1:${await freePort()}`;
  const storage = [`--config.file=${folder}/alertmanager.yml`, `--storage.path=${folder}/data`];
  // Alone in its cluster, it tells of clusters all the same.
  const member = `127.0.0.1:${await freePort()}`;
  const cluster = [`--cluster.listen-address=${member}`, `--cluster.advertise-address=${member}`];
  await start({ command, args: [...storage, `--web.listen-address=${address}`, ...cluster] }, cleanup);
  return address;
}

/**
 * Starts Prometheus, which scrapes itself and has one alert that always fires.
 * @returns its address, `<host>:<port>`
 * @throws Missing if it is not installed
 */
export async function startPrometheus(alertmanager: string, cleanup: Cleanup): Promise<string> {
  const command = programOnPath('prometheus');
  const address = `127.0.0.1:${await freePort()}`;
  const labels = { namespace: 'arq-local', component: 'catalogue', workload: 'prometheus', severity: 'none' };
  const rule = { alert: 'Watchdog', expr: 'vector(1)', labels, annotations: { summary: 'All is well' } };
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    rule_files: ['rules.yml'],
    scrape_configs: [{ job_name: 'prometheus', static_configs: [{ targets: [address] }] }],
  };
  const folder = temporaryFolder(cleanup, {
    'prometheus.yml': config,
    'rules.yml': { groups: [{ name: 'all', rules: [rule] }] },
  });
  const storage = [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`];
  // It looks for Alertmanager a few seconds after the first evaluation, and what it sent before is lost.
  const args = [...storage, `--web.listen-address=${address}`, '--rules.alert.resend-delay=1s'];
  await start({ command, args }, cleanup);
  return address;
}
