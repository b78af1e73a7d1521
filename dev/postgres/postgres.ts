import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GuardedProcess } from '../processes/guarded-process.ts';
import { freePort } from '../servers.ts';
import { ClusterDirectory, databaseName, exporterRole } from './cluster.ts';
import { postgresOwner } from './owner.ts';
import { embedded, type Programs, system } from './programs.ts';
import { cleanEnvironment } from './run.ts';

/** How PostgreSQL is started. */
export interface PostgresOptions {
  /**
   * Folder that keeps the data between runs, made if it does not exist.
   * @default a temporary one that is removed on close, and also if this process is killed
   */
  readonly dataDirectory?: string;
  /** @default a free one */
  readonly port?: number;
  /**
   * Where to look for PostgreSQL, in this order.
   * @default what npm has installed, then what the system has
   */
  readonly programs?: readonly Programs[];
  /** Whether there is to be a role for a Prometheus exporter. @default false */
  readonly exporter?: boolean;
  /** Called with each piece of the server's log. */
  readonly onLog?: (text: string) => void;
}

/** A server on the loopback interface, with an empty database. */
export interface DevelopmentPostgres {
  /** Connects to the database as its owner, no superuser; the password is random. */
  readonly url: string;
  /** Who reads statistics; only where that was asked for. */
  readonly exporter?: { readonly user: string; readonly password: string };
  readonly port: number;
  /** Process id of the server. */
  readonly pid: number;
  /** Settles with its status when the server has ended, for whatever reason. */
  readonly ended: Promise<number>;
  /** Stops it; resolves when process and temporary data are gone. */
  close(): Promise<void>;
  /** The same at once, whatever it is doing. */
  kill(): Promise<void>;
}

/**
 * Starts PostgreSQL for development and tests: quick and forgetful, as nothing waits for the disk.
 *
 * No process outlives this one, and no temporary folder either, even if this one is killed. Two things are left over all
 * the same: if the guard is killed as well, the server stops no more; if PostgreSQL itself is killed by SIGKILL, a few
 * bytes of System V shared memory stay until the machine restarts.
 * @throws Error naming what was tried if PostgreSQL is not to be had
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<DevelopmentPostgres> {
  const { dataDirectory, programs = [embedded, system] } = options;
  const failures: string[] = [];
  for (const { origin, directory } of programs) {
    const cluster = directoryFor(dataDirectory);
    try {
      const found = directory();
      if (!cluster.isInitialised) await cluster.initialise(found);
      return await launch(found, cluster, options);
    } catch (error) {
      if (dataDirectory === undefined) rmSync(cluster.path, { recursive: true, force: true });
      failures.push(`  ${origin}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    `PostgreSQL cannot be started.\n${failures.join('\n')}\n` +
      'Install one of these (Debian: postgresql), or set DATABASE_URL to a server of your own.',
  );
}

function directoryFor(dataDirectory: string | undefined): ClusterDirectory {
  const owner = postgresOwner();
  if (dataDirectory === undefined) {
    const path = mkdtempSync(join(tmpdir(), 'arq-postgres-'));
    if (owner) chownSync(path, owner.uid, owner.gid);
    return new ClusterDirectory(path);
  }
  mkdirSync(dataDirectory, { recursive: true });
  return new ClusterDirectory(resolve(dataDirectory));
}

async function launch(
  programs: string,
  cluster: ClusterDirectory,
  options: PostgresOptions,
): Promise<DevelopmentPostgres> {
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    try {
      const password = options.exporter ? await cluster.ensureExporter(programs) : undefined;
      const server = await serving(programs, cluster, port, options);
      return {
        ...(password === undefined ? {} : { exporter: { user: exporterRole, password } }),
        url: `postgres://${databaseName}:${cluster.password}@127.0.0.1:${port}/${databaseName}`,
        port,
        pid: server.pid,
        ended: server.ended,
        close: () => server.stop(),
        kill: () => server.kill(),
      };
    } catch (error) {
      // Between the search for a free port and its use, somebody else can take it.
      const isTaken = (error as Error).message.includes('could not bind');
      if (!isTaken || options.port !== undefined || attempt === 5) throw error;
      if (options.dataDirectory === undefined) await cluster.initialise(programs);
    }
  }
}

/** @throws Error with the log if the server ends before it serves */
async function serving(
  programs: string,
  cluster: ClusterDirectory,
  port: number,
  { dataDirectory, onLog }: PostgresOptions,
): Promise<GuardedProcess> {
  const isTemporary = dataDirectory === undefined;
  const command = join(programs, 'postgres');
  let log = '';
  let isReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  let isServing = false;
  const server = await GuardedProcess.start({
    command,
    args: ['-D', cluster.data, '-p', String(port), ...settings],
    env: cleanEnvironment,
    owner: postgresOwner(),
    // Temporary data need no checkpoint.
    stopSignal: isTemporary ? 'QUIT' : 'INT',
    remove: isTemporary ? cluster.path : undefined,
    onOutput: (text) => {
      onLog?.(text);
      if (isServing) return;
      log += text;
      isServing = log.includes('database system is ready to accept connections');
      if (isServing) isReady();
    },
  });
  const failure = server.ended.then((status) => {
    if (!isServing) throw new Error(`${command} ended with ${status}:\n${log.trim()}`);
  });
  await Promise.race([ready, failure]);
  // A test that forgets to close it must not hang.
  server.unref();
  return server;
}

/** As in the cluster where it shows, and fast where nothing has to last. */
const settings = Object.entries({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '32MB',
  // Files among the data instead of /dev/shm, which containers keep small and which nobody clears after a SIGKILL.
  dynamic_shared_memory_type: 'mmap',
  jit: 'off',
  timezone: 'UTC',
  lc_messages: 'C',
  log_destination: 'stderr',
  logging_collector: 'off',
}).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
