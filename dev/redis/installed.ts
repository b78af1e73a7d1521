import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usersAcl } from '../../charts/constructs/data/redis-configuration.ts';
import { GuardedProcess } from '../processes/guarded-process.ts';
import { freePort } from '../servers.ts';

/** The real Redis on the loopback interface, with nothing on disk but its users. */
export interface InstalledRedis {
  /** Connects as the user of the application, who has the rights that it has in the cluster. */
  readonly url: string;
  readonly port: number;
  /** Who may ask how the server does, and sees no key. */
  readonly exporter: { readonly user: string; readonly password: string };
  /** Process id of the server. */
  readonly pid: number;
  /** Settles with its status when the server has ended, for whatever reason. */
  readonly ended: Promise<number>;
  /** Stops it; resolves when process and files are gone. */
  close(): Promise<void>;
  /** The same at once, whatever it is doing. */
  kill(): Promise<void>;
}

/** How it is started. */
export interface InstalledRedisOptions {
  /** Directory with `redis-server`. */
  readonly programs: string;
  /** @default a free one */
  readonly port?: number;
  /** Called with each piece of the server's log. */
  readonly onLog?: (text: string) => void;
}

const user = 'arq';
const exporterUser = 'exporter';

/**
 * Starts the Redis that the system's package manager has installed, 7 or newer. No process outlives this one.
 * @throws Error with the log if it ends before it serves
 */
export async function startInstalledRedis(options: InstalledRedisOptions): Promise<InstalledRedis> {
  const { programs, port = await freePort(), onLog } = options;
  const folder = mkdtempSync(join(tmpdir(), 'arq-redis-'));
  const [password = '', exporterPassword = ''] = [1, 2].map(() => randomBytes(24).toString('hex'));
  const users = join(folder, 'users.acl');
  writeFileSync(users, usersAcl(user, password, { name: exporterUser, password: exporterPassword }), { mode: 0o600 });
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    aclfile: users,
    save: '',
    appendonly: 'no',
    // A limit, as in the cluster, for alerts to compare with.
    maxmemory: '200mb',
    'maxmemory-policy': 'volatile-lru',
  };
  let log = '';
  let isServing = false;
  let isReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const server = await GuardedProcess.start({
    command: join(programs, 'redis-server'),
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    env: { PATH: process.env['PATH'] },
    remove: folder,
    onOutput: (text) => {
      onLog?.(text);
      if (isServing) return;
      log += text;
      isServing = log.includes('Ready to accept connections');
      if (isServing) isReady();
    },
  });
  const failure = server.ended.then((status) => {
    throw new Error(`redis-server ended with ${status}:\n${log.trim()}`);
  });
  failure.catch(() => undefined);
  await Promise.race([ready, failure]);
  server.unref();
  return {
    url: `redis://${user}:${password}@127.0.0.1:${port}`,
    port,
    exporter: { user: exporterUser, password: exporterPassword },
    pid: server.pid,
    ended: server.ended,
    close: () => server.stop(),
    kill: () => server.kill(),
  };
}
