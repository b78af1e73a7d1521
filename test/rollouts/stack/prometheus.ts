import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { untilReady } from '../../../dev/ready.ts';
import type { Placement } from './control-plane.ts';
import type { Series } from './series.ts';
import type { Running, Supervisor } from './supervisor.ts';

/** Prometheus, which reads the series of a stand-in for its targets. */
export class Prometheus {
  readonly port: number;
  private readonly supervisor: Supervisor;
  private readonly folder: string;
  private running!: Running;

  /** @param interval how often targets are scraped, such as `1s` */
  static async start(
    supervisor: Supervisor,
    placement: Placement,
    series: Series,
    interval: string,
  ): Promise<Prometheus> {
    const folder = join(placement.folder, 'prometheus');
    const prometheus = new Prometheus(supervisor, folder, await placement.port());
    const targets = await serve(supervisor, series);
    mkdirSync(folder);
    writeFileSync(prometheus.configuration, JSON.stringify(configurationOf(targets, interval)));
    await prometheus.startAgain();
    return prometheus;
  }

  private constructor(supervisor: Supervisor, folder: string, port: number) {
    this.supervisor = supervisor;
    this.folder = folder;
    this.port = port;
  }

  /** Takes it away. */
  async stop(): Promise<void> {
    await this.running.process.stop();
  }

  /** Starts it on the same port, with what it knew. */
  async startAgain(): Promise<void> {
    this.running = await this.supervisor.start('prometheus', [
      `--config.file=${this.configuration}`,
      `--storage.tsdb.path=${join(this.folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${this.port}`,
    ]);
    await untilReady(`http://127.0.0.1:${this.port}/-/ready`, this.running.failure);
  }

  private get configuration(): string {
    return join(this.folder, 'prometheus.json');
  }
}

/** The labels come with the series, as discovery would give them. */
const configurationOf = (port: number, interval: string) => ({
  global: { scrape_interval: interval, scrape_timeout: interval },
  scrape_configs: [{ job_name: 'cluster', honor_labels: true, static_configs: [{ targets: [`127.0.0.1:${port}`] }] }],
});

async function serve(supervisor: Supervisor, series: Series): Promise<number> {
  const server = createServer(async (_, response) => {
    try {
      response.end(await series.text());
    } catch {
      response.writeHead(503).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  supervisor.onStop(async () => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}
