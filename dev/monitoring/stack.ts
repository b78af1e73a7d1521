import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GuardedProcess } from '../processes/guarded-process.ts';
import { freePort } from '../servers.ts';
import { launches, tokenName, type WatchedPostgres, type WatchedRedis } from './launch.ts';
import type { Place } from './model.ts';
import { allPrograms, howToInstall, type Program, type Programs } from './programs.ts';
import { type Listeners, type PlannedLaunch, startProgram } from './start-program.ts';

/** What is watched; what is left out is not scraped, and alerts that need it are left out as well. */
export interface WatchedParts {
  /** Host and port with the backend's metrics. */
  readonly backend?: string | undefined;
  /** Hosts and ports of the frontend's metrics and of its pages. */
  readonly frontend?: { readonly metrics: string; readonly pages: string } | undefined;
  readonly postgres?: WatchedPostgres | undefined;
  readonly redis?: WatchedRedis | undefined;
}

/** How the monitoring is started. */
export interface StackOptions extends Listeners {
  /** Where the programs are. Prometheus is needed, what else is missing is done without. */
  readonly programs: Programs;
  readonly watched: WatchedParts;
  /** Where alerts are delivered, and the bearer token for it. */
  readonly webhook: { readonly url: string; readonly token: string };
  /** Renders the configuration files: `renderModel`, which takes a moment to load. */
  readonly render: (place: Place) => Readonly<Record<string, string>>;
  /** Ports on the loopback interface. @default free ones */
  readonly ports?: Partial<Readonly<Record<Program, number>>>;
  /** Multiplies all time spans: 0.1 is ten times as fast. @default 1: as in the cluster */
  readonly scale?: number;
}

/** A running monitoring. */
export interface MonitoringStack {
  /** URLs of the programs that run, without a slash at the end. */
  readonly urls: Readonly<Partial<Record<Program, string>>>;
  /** The processes, for a test that freezes or kills one of them. */
  readonly processes: ReadonlyMap<Program, GuardedProcess>;
  /** Stops everything, last started first; files go as well. */
  stop(): Promise<void>;
  /** Ends everything at once. */
  kill(): Promise<void>;
}

/** Scrape jobs of the programs, by which the model finds their addresses. */
const jobs: Readonly<Record<Program, string>> = {
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
  postgres_exporter: 'arq-postgres-exporter',
  redis_exporter: 'arq-redis-exporter',
  blackbox_exporter: 'arq-blackbox-exporter',
  node_exporter: 'node-exporter',
};

/**
 * Starts Prometheus, Alertmanager and exporters on the loopback interface, with the model of the local environment. No
 * process outlives this one.
 * @throws Error if Prometheus is not installed, or a program ends before it serves; nothing is left running then
 */
export async function startMonitoring(options: StackOptions): Promise<MonitoringStack> {
  requirePrometheus(options.programs);
  const wanted = await planLaunches(options);
  const files = renderFiles(options, wanted);
  const processes = new Map<Program, GuardedProcess>();
  try {
    // Whatever is scraped or told goes first, and so is there until Prometheus has ended.
    for (const one of wanted.toReversed()) processes.set(one.program, await startProgram(one, files, options));
  } catch (error) {
    await stopAll(processes);
    throw error;
  }
  return {
    urls: Object.fromEntries(wanted.map(({ program, port }) => [program, `http://127.0.0.1:${port}`])),
    processes,
    stop: () => stopAll(processes),
    kill: async () => void (await Promise.all([...processes.values()].map((one) => one.kill()))),
  };
}

/** @throws Error with the way out if there is no Prometheus */
export function requirePrometheus({ prometheus }: Programs): void {
  if (prometheus !== undefined) return;
  throw new Error(
    `Prometheus is not installed, without which there is no monitoring.\n${howToInstall(['prometheus'])}`,
  );
}

async function planLaunches({
  programs,
  watched,
  ports: given = {},
  scale = 1,
}: StackOptions): Promise<PlannedLaunch[]> {
  const entries = allPrograms.map(async (program) => [program, given[program] ?? (await freePort())] as const);
  const ports = Object.fromEntries(await Promise.all(entries)) as Record<Program, number>;
  const { postgres, redis } = watched;
  return allPrograms.flatMap((program) => {
    const command = programs[program];
    if (command === undefined) return [];
    const folder = join(tmpdir(), `arq-monitoring-${program}-${randomBytes(6).toString('hex')}`);
    const launch = launches[program]({ command, ports, folder, postgres, redis, scale });
    return launch ? [{ program, command, launch, port: ports[program], folder }] : [];
  });
}

/** The files of all programs, for those that will run. */
function renderFiles(options: StackOptions, wanted: readonly PlannedLaunch[]): Readonly<Record<string, string>> {
  const { watched, webhook, scale = 1, render } = options;
  const { backend, frontend } = watched;
  const alertmanager = wanted.find(({ program }) => program === 'alertmanager');
  const addresses = {
    ...(backend === undefined ? {} : { 'arq-backend': backend }),
    ...(frontend === undefined ? {} : { 'arq-frontend': frontend.metrics, 'arq-frontend-probe': frontend.pages }),
    ...Object.fromEntries(wanted.map(({ program, port }) => [jobs[program], `127.0.0.1:${port}`])),
  };
  const tokenFile = join(alertmanager?.folder ?? '/', tokenName);
  const place = { root: process.cwd(), addresses, webhook: { url: webhook.url, tokenFile }, scale };
  return { ...render(place), [tokenName]: webhook.token };
}

async function stopAll(processes: ReadonlyMap<Program, GuardedProcess>): Promise<void> {
  for (const one of [...processes.values()].toReversed()) await one.stop();
}
