import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '../../scripts/bundle.mjs';

const { freePort } = await load('dev/servers.ts');

/** Programs that have to be on the path. */
export function missingPrograms() {
  return ['prometheus', 'promtool'].filter((program) => spawnSync(program, ['--version']).status !== 0);
}

/** Of the installed Prometheus. */
export function prometheusVersion() {
  const { stdout, stderr } = spawnSync('prometheus', ['--version'], { encoding: 'utf8' });
  return /version (\S+)/.exec(stdout + stderr)?.[1] ?? 'of an unknown version';
}

/**
 * Starts a Prometheus with a history, targets and rules, and waits until it is ready.
 * @param {string} folder of its own, made here
 * @param {{ history: string, targets: import('./cluster/series.mjs').Target[], exporter: string,
 *   groups: readonly object[], scrapeInterval: number, evaluationInterval: number }} props
 */
export async function startPrometheus(folder, props) {
  const data = join(folder, 'data');
  mkdirSync(folder, { recursive: true });
  cpSync(props.history, data, { recursive: true });
  // JSON is YAML.
  writeFileSync(join(folder, 'rules.yml'), JSON.stringify({ groups: props.groups }));
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(configuration(props)));
  const address = `127.0.0.1:${await freePort()}`;
  const log = join(folder, 'prometheus.log');
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${data}`,
      // The blocks stay as they were written: nothing is compacted while something is measured.
      '--storage.tsdb.min-block-duration=2h',
      '--storage.tsdb.max-block-duration=2h',
      `--web.listen-address=${address}`,
    ],
    { stdio: ['ignore', 'ignore', openSync(log, 'w')] },
  );
  const ended = once(child, 'exit');
  const server = {
    pid: child.pid,
    async get(path, parameters = {}) {
      const response = await fetch(`http://${address}/api/v1/${path}?${new URLSearchParams(parameters)}`);
      const { status, data, error } = await response.json();
      if (status !== 'success') throw new Error(`Prometheus answers ${path} with: ${error}`);
      return data;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
  await ready(address, child, log);
  return server;
}

function configuration({ targets, exporter, scrapeInterval, evaluationInterval }) {
  const scrapes = targets.map(({ labels: { job, ...labels } }, index) => ({
    job,
    target: { targets: [exporter], labels: { ...labels, __metrics_path__: `/${index}` } },
  }));
  return {
    global: { scrape_interval: `${scrapeInterval}s`, evaluation_interval: `${evaluationInterval}s` },
    rule_files: ['rules.yml'],
    scrape_configs: [...new Set(scrapes.map(({ job }) => job))].map((job) => ({
      job_name: job,
      honor_labels: true,
      static_configs: scrapes.filter((scrape) => scrape.job === job).map(({ target }) => target),
    })),
  };
}

async function ready(address, child, log) {
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt += 1) {
    const response = await fetch(`http://${address}/-/ready`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`Prometheus does not become ready:\n${readFileSync(log, 'utf8').slice(-2000)}`);
}
