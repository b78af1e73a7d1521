import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AlertmanagerConfig } from '@arq/constructs';
import { freePort } from '../../../dev/servers.ts';
import type { AlertLabels } from './evaluate.ts';
import type { Installed } from './installed.ts';
import { writeScratchConfig } from './scratch-config.ts';
import { type Delivery, Sinks } from './sinks.ts';

/** A minute of the configuration takes 600 ms. */
export const factor = 0.01;

/** A real Alertmanager with a rendered configuration, of which all receivers are ours and all time spans are short. */
export class RunningAlertmanager {
  readonly url: string;
  private readonly folder: string;
  private readonly sinks: Sinks;
  private readonly process: ChildProcess;
  private log = '';

  /** One that is ready. */
  static async start(config: AlertmanagerConfig, program: Installed): Promise<RunningAlertmanager> {
    const [sinks, port] = await Promise.all([Sinks.start(), freePort()]);
    const running = new RunningAlertmanager(config, program, sinks, port);
    try {
      await running.becomeReady();
      return running;
    } catch (error) {
      await running.stop();
      throw error;
    }
  }

  private constructor(config: AlertmanagerConfig, program: Installed, sinks: Sinks, port: number) {
    this.folder = mkdtempSync(join(tmpdir(), 'alertmanager-'));
    this.sinks = sinks;
    this.url = `http://127.0.0.1:${port}`;
    const { folder } = this;
    const scratch = { folder, http: sinks.httpUrl, smtp: sinks.smtpHost, factor };
    const file = writeScratchConfig(config, scratch, program);
    const options = [
      `--config.file=${file}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=warn',
    ];
    this.process = spawn(program.path, options, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    this.process.stderr?.on('data', (data) => {
      this.log += data;
    });
  }

  /** What has arrived at a receiver so far. */
  deliveriesTo(receiver: string): Delivery[] {
    return this.sinks.deliveries.filter(({ to }) => to === receiver);
  }

  /** Says that alerts fire, as Prometheus does. */
  async fire(...alerts: readonly AlertLabels[]): Promise<void> {
    await this.post(alerts.map((labels) => ({ labels, annotations: annotationsOf(labels) })));
  }

  /** Says that alerts are over. */
  async resolve(...alerts: readonly AlertLabels[]): Promise<void> {
    const endsAt = new Date().toISOString();
    await this.post(alerts.map((labels) => ({ labels, annotations: annotationsOf(labels), endsAt })));
  }

  /** What the program's record tells: each change of state once, in order. */
  get recorded(): string[] {
    const states = this.deliveriesTo('webhook').flatMap(({ body }) =>
      body.alerts.map(({ status, labels }: { status: string; labels: AlertLabels }) => `${nameOf(labels)} ${status}`),
    );
    return states.filter((state, index) => states.indexOf(state) === index);
  }

  /** Titles of messages in the channel. */
  get slackTitles(): string[] {
    return this.deliveriesTo('slack').map(({ body }) => body.attachments[0].title);
  }

  /** Waits until something holds, and then long enough for what should not come after it to have come. */
  async until(condition: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (!condition()) {
      if (Date.now() > deadline) {
        throw new Error(
          `${what} did not come; there are ${JSON.stringify(this.sinks.deliveries, null, 1)}\n${this.log}`,
        );
      }
      await sleep(20);
    }
    await sleep(400);
  }

  /** Ends the process and removes all files. */
  async stop(): Promise<void> {
    const { exitCode, signalCode, pid } = this.process;
    if (pid !== undefined && exitCode === null && signalCode === null) {
      this.process.kill('SIGKILL');
      await once(this.process, 'exit');
    }
    await this.sinks.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async post(alerts: readonly object[]): Promise<void> {
    const response = await fetch(`${this.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alerts),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }

  private async becomeReady(): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (this.process.exitCode === null && Date.now() < deadline) {
      const ready = await fetch(`${this.url}/-/ready`).catch(() => undefined);
      if (ready?.ok) return;
      await sleep(50);
    }
    throw new Error(`Alertmanager did not become ready: ${this.log}`);
  }
}

/** What its texts are in these tests. */
export function annotationsOf({ alertname }: AlertLabels) {
  return {
    summary: `${alertname} & <friends>`,
    description: `What ${alertname} is about`,
    runbook_url: `https://runbooks.example/${alertname}.md`,
  };
}

function nameOf({ alertname, namespace }: AlertLabels): string {
  return `${namespace ?? 'nowhere'}/${alertname}`;
}
