import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterAll } from '@jest/globals';
import { freePort } from '../../../../dev/servers.ts';
import { postgresForTests, redisForTests } from '../../../../dev/test-servers.ts';
import { programs } from './programs.ts';

/** Where a dependency is. */
export interface Address {
  readonly url: string;
}

/** Addresses where nobody listens. */
export const nobody = {
  database: { url: 'postgres://arq:arq@127.0.0.1:1/arq' },
  redis: { url: 'redis://127.0.0.1:1' },
} as const satisfies Record<string, Address>;

/** Long enough for every check; the backend takes any text. */
export const secrets = {
  session: 'session-secret-of-the-tests-0123456789',
  alerts: 'alerts-token-of-the-tests-0123456789',
} as const;

export interface BackendOptions {
  /** On top of what every backend needs; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** @default a server of its own, which goes with the backend */
  readonly database?: Address;
  /** @default a server of its own, which goes with the backend */
  readonly redis?: Address;
  /** @default true */
  readonly migrate?: boolean;
  /**
   * Serves the metrics on a port of their own.
   * @default false
   */
  readonly privateMetrics?: boolean;
  /** What the start waits for; `nothing` for a program that is meant to fail. @default ready */
  readonly waitFor?: 'ready' | 'listening' | 'nothing';
  /** @default everything is read */
  readonly stdout?: 'read' | 'paused';
}

/** How a backend ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Milliseconds that it took from the signal on. */
  readonly ms: number;
}

/** A running backend. */
export interface Backend {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Where the metrics are, path included. */
  readonly metricsUrl: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** Its log so far; only what is JSON. */
  lines(): LogLine[];
  /** All that it has written so far, to standard output and error. */
  text(): string;
  /** Sends a signal, by default SIGTERM, and waits for the end; a program that does not end is killed. */
  stop(signal?: NodeJS.Signals): Promise<Ending>;
}

/** A line of the log. */
export interface LogLine {
  readonly timestamp: string;
  readonly level: string;
  readonly message: string;
  readonly requestId?: string;
  readonly [field: string]: unknown;
}

const startMilliseconds = 20_000;
const stopMilliseconds = 30_000;
/** Whatever the tests of this file have left running, failed ones in particular. */
const leftovers = new Set<() => Promise<unknown>>();
afterAll(async () => {
  await Promise.all([...leftovers].map((stop) => stop()));
}, stopMilliseconds + 5_000);

/**
 * Runs the program as it is released, in a process of its own.
 * @throws Error with its output if it does not come up
 */
export async function startBackend(options: BackendOptions = {}): Promise<Backend> {
  const own: { close(): Promise<void> }[] = [];
  const given = async <T extends Address & { close(): Promise<void> }>(start: () => Promise<T>) => {
    const server = await start();
    own.push(server);
    return server;
  };
  const closeOwn = async () => {
    await Promise.all(own.splice(0).map((server) => server.close()));
  };
  leftovers.add(closeOwn);
  const database = options.database ?? (await given(postgresForTests));
  const redis = options.redis ?? (await given(redisForTests));
  if (options.migrate !== false && options.database !== nobody.database) await migrate(database);
  const port = Number(options.env?.['PORT'] ?? (await freePort()));
  const metricsPort = options.privateMetrics ? await freePort() : undefined;
  const backend = run(
    {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_PORT: metricsPort === undefined ? undefined : String(metricsPort),
      PUBLIC_URL: `http://localhost:${port}`,
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      SESSION_SECRET: secrets.session,
      ALERTS_TOKEN: secrets.alerts,
      SHUTDOWN_DELAY_SECONDS: '0',
      ...options.env,
    },
    { port, metricsPort, stdout: options.stdout ?? 'read', afterwards: closeOwn },
  );
  await waitFor(backend, options.waitFor ?? 'ready');
  return backend;
}

/** Brings a database to the shape that the backend needs, by the program that does so in production. */
export async function migrate({ url }: Address): Promise<void> {
  await promisify(execFile)(process.execPath, [programs().migrate, 'up'], {
    env: { NODE_ENV: 'production', DATABASE_URL: url },
  });
}

interface RunOptions {
  readonly port: number;
  readonly metricsPort: number | undefined;
  readonly stdout: 'read' | 'paused';
  readonly afterwards: () => Promise<void>;
}

function run(env: NodeJS.ProcessEnv, { port, metricsPort, stdout, afterwards }: RunOptions): Backend {
  const child = spawn(process.execPath, [programs().server], { cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] });
  // Whole characters, however the pieces fall.
  const pieces: Record<'stdout' | 'stderr', string> = { stdout: '', stderr: '' };
  for (const name of stdout === 'paused' ? (['stderr'] as const) : (['stdout', 'stderr'] as const)) {
    child[name].setEncoding('utf8').on('data', (piece: string) => {
      pieces[name] += piece;
    });
  }
  const ended = once(child, 'close');
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ending> => {
    const begin = performance.now();
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), stopMilliseconds);
    child.stdout.resume();
    await ended;
    clearTimeout(timer);
    leftovers.delete(stop);
    await afterwards();
    return { code: child.exitCode, signal: child.signalCode, ms: performance.now() - begin };
  };
  leftovers.add(stop);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    metricsUrl: `${metricsPort === undefined ? url : `http://127.0.0.1:${metricsPort}`}/api/v1/metrics`,
    pid: child.pid as number,
    child,
    lines: () => jsonLines(pieces.stdout),
    text: () => pieces.stdout + pieces.stderr,
    stop,
  };
}

function jsonLines(text: string): LogLine[] {
  // The last piece may be half a line.
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  return complete
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);
}

async function waitFor(backend: Backend, what: 'ready' | 'listening' | 'nothing'): Promise<void> {
  if (what === 'nothing') return;
  const path = what === 'ready' ? '/api/v1/health/readiness' : '/api/v1/health';
  const deadline = performance.now() + startMilliseconds;
  let last = 'no answer';
  while (performance.now() < deadline && backend.child.exitCode === null && backend.child.signalCode === null) {
    try {
      const response = await fetch(`${backend.url}${path}`, { headers: { connection: 'close' } });
      if (response.ok) return;
      last = `${response.status} ${await response.text()}`;
    } catch {
      // It does not listen yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await backend.stop('SIGKILL');
  throw new Error(`the backend is not ${what}: ${last}\n${backend.text()}`);
}

/** Waits until something holds, such as a line in a log that another process writes. */
export async function until<T>(look: () => T | Promise<T>, milliseconds = 10_000): Promise<NonNullable<T>> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found) return found as NonNullable<T>;
    if (performance.now() > deadline) throw new Error(`it did not happen within ${milliseconds} ms: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
