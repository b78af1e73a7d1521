import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usersAcl } from '../../../charts/constructs/data/redis-configuration.ts';
import type { WatchedRedis } from '../../../dev/monitoring/launch.ts';
import { GuardedProcess } from '../../../dev/processes/guarded-process.ts';
import { redisPrograms } from '../../../dev/servers.ts';
import { freeze, thaw } from './freeze.ts';

const user = 'arq';
const exporterUser = 'exporter';

/** Redis of the system with the users of the cluster, which keeps its port and its passwords when it is started again. */
export class LiveRedis {
  readonly port: number;
  private readonly folder: string;
  private readonly passwords: { readonly application: string; readonly exporter: string };
  private server: GuardedProcess;

  /** @param folder where the file with the users is kept */
  static async start(folder: string, port: number): Promise<LiveRedis> {
    const [application = '', exporter = ''] = [1, 2].map(() => randomBytes(24).toString('hex'));
    const acl = usersAcl(user, application, { name: exporterUser, password: exporter });
    writeFileSync(aclIn(folder), acl, { mode: 0o600 });
    return new LiveRedis(port, folder, { application, exporter }, await launch(folder, port));
  }

  private constructor(port: number, folder: string, passwords: LiveRedis['passwords'], server: GuardedProcess) {
    this.port = port;
    this.folder = folder;
    this.passwords = passwords;
    this.server = server;
  }

  get pid(): number {
    return this.server.pid;
  }

  get url(): string {
    return `redis://${user}:${this.passwords.application}@127.0.0.1:${this.port}`;
  }

  get watched(): WatchedRedis {
    return { host: '127.0.0.1', port: this.port, user: exporterUser, password: this.passwords.exporter };
  }

  async kill(): Promise<void> {
    await this.server.kill();
  }

  async startAgain(): Promise<void> {
    this.server = await launch(this.folder, this.port);
  }

  freeze(): void {
    freeze(this.pid);
  }

  thaw(): void {
    thaw(this.pid);
  }

  async close(): Promise<void> {
    await this.server.stop();
  }
}

const aclIn = (folder: string) => join(folder, 'users.acl');

/** @throws Error with the log if it ends before it serves */
async function launch(folder: string, port: number): Promise<GuardedProcess> {
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    aclfile: aclIn(folder),
    save: '',
    appendonly: 'no',
    maxmemory: '200mb',
    'maxmemory-policy': 'volatile-lru',
  };
  let log = '';
  let isReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const server = await GuardedProcess.start({
    command: join(redisPrograms(), 'redis-server'),
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    env: { PATH: process.env['PATH'] },
    onOutput: (text) => {
      log += text;
      if (log.includes('Ready to accept connections')) isReady();
    },
  });
  const failure = server.ended.then((status) => {
    throw new Error(`redis-server ended with ${status}:\n${log.trim()}`);
  });
  failure.catch(() => undefined);
  await Promise.race([ready, failure]);
  return server;
}
