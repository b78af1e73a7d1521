import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract as backendContract } from '../../../apps/backend/contract.ts';
import { type Backend, secrets, startBackend } from '../../../apps/backend/test/support/backend.ts';
import { FrontendProcess } from '../../../apps/frontend/test/frontend-process.ts';
import { allPrograms, installedPrograms } from '../../../dev/monitoring/programs.ts';
import { type MonitoringStack, startMonitoring } from '../../../dev/monitoring/stack.ts';
import { configuration } from './configuration.ts';
import { LivePostgres } from './live-postgres.ts';
import { LiveRedis } from './live-redis.ts';
import { PortShare } from './port-share.ts';
import { type Relay, startRelay } from './relay.ts';
import { type StatementProxy, startStatementProxy } from './statement-proxy.ts';

/** How a stack differs from one of Docker Compose. */
export interface LiveOptions {
  /**
   * Port of the loopback interface where something tells what a cluster would.
   * @default none: there is no cluster
   */
  readonly clusterPort?: number;
  /**
   * Whether the backend reaches PostgreSQL through a proxy that can delay statements.
   * @default false
   */
  readonly delaysStatements?: boolean;
}

/**
 * The platform and its monitoring: each program as it is installed or built, on the loopback interface, on ports of its own.
 * Programs that are started again come back to the same ports.
 */
export class LiveStack {
  private readonly log: string[] = [];
  private readonly stops: (() => Promise<unknown>)[] = [];
  private readonly ports = { backend: 0, backendMetrics: 0, frontend: 0, frontendMetrics: 0 };
  postgres!: LivePostgres;
  redis!: LiveRedis;
  /** Only where that was asked for. */
  statements: StatementProxy | undefined;
  relay!: Relay;
  private backendProcess!: Backend;
  private frontendProcess!: FrontendProcess;
  private monitoring!: MonitoringStack;

  /** @throws Error with what the programs of the monitoring wrote; nothing is left running then */
  static async start(options: LiveOptions = {}): Promise<LiveStack> {
    const stack = new LiveStack();
    try {
      await stack.startAll(options);
    } catch (error) {
      // What cannot be stopped either would hide why.
      await stack.stop().catch(() => undefined);
      throw new Error(`the stack did not start\n${stack.logs()}`, { cause: error });
    }
    return stack;
  }

  /** URLs without a slash at the end. */
  get urls() {
    const { prometheus = '', alertmanager = '' } = this.monitoring.urls;
    return {
      backend: `http://127.0.0.1:${this.ports.backend}`,
      frontend: `http://127.0.0.1:${this.ports.frontend}`,
      prometheus,
      alertmanager,
    };
  }

  /** Process ids of the platform's programs. */
  get pids() {
    return {
      'arq-backend': this.backendProcess.pid,
      'arq-frontend': this.frontendProcess.process.pid ?? 0,
      'arq-postgres': this.postgres.pid,
      'arq-redis': this.redis.pid,
    };
  }

  async killBackend(): Promise<void> {
    await this.backendProcess.stop('SIGKILL');
  }

  /** @param migrates whether the database is empty */
  async startBackend(migrates = false): Promise<void> {
    this.backendProcess = await startBackend({
      database: { url: this.postgres.url(this.statements?.port) },
      redis: this.redis,
      migrate: migrates,
      env: {
        PORT: String(this.ports.backend),
        METRICS_PORT: String(this.ports.backendMetrics),
        PUBLIC_URL: `http://127.0.0.1:${this.ports.frontend}`,
        // Load comes from as many addresses as it says, each with a limit of its own.
        TRUST_PROXY: 'loopback',
      },
    });
  }

  async killFrontend(): Promise<void> {
    await this.frontendProcess.stop('SIGKILL');
  }

  async startFrontend(): Promise<void> {
    this.frontendProcess = await FrontendProcess.start({
      backendUrl: `http://127.0.0.1:${this.ports.backend}`,
      port: this.ports.frontend,
      environment: { METRICS_PORT: String(this.ports.frontendMetrics) },
    });
  }

  /** Calls a function when the stack stops, before what was there when this was called. */
  onStop(stop: () => Promise<unknown>): void {
    this.stops.push(stop);
  }

  /** What was delivered, what the programs of the monitoring wrote, and the last lines of the backend and the frontend. */
  logs(): string {
    const last = (text = '') => text.trim().split('\n').slice(-20);
    const delivered = (this.relay?.deliveries ?? []).map(
      ({ at, alerts, status }) => `${new Date(at).toISOString()} ${alerts.join(', ')}: ${status ?? 'no answer'}`,
    );
    return [
      ...delivered,
      ...this.log.slice(-60),
      ...last(this.backendProcess?.text()),
      ...last(this.frontendProcess?.output),
    ].join('\n');
  }

  /**
   * Stops everything, last started first.
   * @throws Error with all that could not be stopped; everything else is
   */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (const stop of this.stops.splice(0).reverse()) await stop().catch((error) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, `could not be stopped: ${failures.join('; ')}`);
  }

  private async startAll({ clusterPort, delaysStatements }: LiveOptions): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'arq-live-'));
    chmodSync(folder, 0o711);
    this.onStop(async () => rmSync(folder, { recursive: true, force: true }));
    const share = await PortShare.claim();
    this.onStop(() => share.release());
    for (const name of Object.keys(this.ports) as (keyof typeof this.ports)[]) this.ports[name] = await share.port();
    this.postgres = await LivePostgres.start(folder, await share.port());
    this.onStop(() => this.postgres.close());
    this.redis = await LiveRedis.start(folder, await share.port());
    this.onStop(() => this.redis.close());
    if (delaysStatements) {
      const proxy = await startStatementProxy(this.postgres.port);
      this.onStop(() => proxy.close());
      this.statements = proxy;
    }
    await this.startBackend(true);
    this.onStop(() => this.killBackend());
    await this.startFrontend();
    this.onStop(() => this.killFrontend());
    this.relay = await startRelay(`http://127.0.0.1:${this.ports.backend}${backendContract.paths.alerts}`);
    this.onStop(() => this.relay.close());
    this.monitoring = await this.startMonitoring(share, clusterPort);
    this.onStop(() => this.monitoring.stop());
  }

  private async startMonitoring(share: PortShare, clusterPort: number | undefined): Promise<MonitoringStack> {
    const programs = installedPrograms();
    const missing = allPrograms.filter((program) => programs[program] === undefined);
    if (missing.length > 0) throw new Error(`${missing.join(', ')}: not installed, and all of them are needed`);
    const ports = Object.fromEntries(await Promise.all(allPrograms.map(async (one) => [one, await share.port()])));
    const at = (port: number) => `127.0.0.1:${port}`;
    return startMonitoring({
      programs,
      ports,
      watched: {
        backend: at(this.ports.backendMetrics),
        frontend: { metrics: at(this.ports.frontendMetrics), pages: at(this.ports.frontend) },
        postgres: this.postgres.watched,
        redis: this.redis.watched,
      },
      webhook: { url: this.relay.url, token: secrets.alerts },
      render: (place) => configuration(place, clusterPort),
      onOutput: (program, text) => {
        // What the machine itself lacks repeats with each scrape.
        if (program !== 'node_exporter') this.log.push(`${program}: ${text.trim()}`);
      },
    });
  }
}
