import type { ChildProcess } from 'node:child_process';
import type { Environment, RedisProps } from '@arq/constructs';
import { freePort, redisPrograms } from '../../dev/servers.ts';
import { redis, resources, shop } from '../support/fixture.ts';
import { EmittedContainer, end } from './emitted-container.ts';
import { RedisConnection } from './resp.ts';

/** What a server is started for. */
export interface RedisCase extends Partial<Omit<RedisProps, 'resources'>> {
  /** Memory limit. */
  readonly memory?: string;
}

/** The password of the application's user. */
export const password = `r'ol"e\\$pass#>&`;

/** The password of the exporter's user. */
export const exporterPassword = 'exporter-pass';

/** Redis as emitted. */
export class RedisServer {
  readonly container: EmittedContainer;
  private process?: ChildProcess;
  /** Everything that it has written to the log. */
  log = '';

  /** A server that is ready. */
  static async start(given: RedisCase = {}): Promise<RedisServer> {
    const server = new RedisServer(given, await freePort());
    try {
      await server.launch();
      return server;
    } catch (error) {
      await server.remove();
      throw error;
    }
  }

  private constructor({ memory = '512Mi', ...props }: RedisCase, port: number) {
    const environment = shop();
    redis(environment, { resources: { ...resources, memory: { request: memory, limit: memory } }, ...props });
    const secrets = { 'shop-cache': rendered(environment, 'shop-cache') };
    this.container = new EmittedContainer(environment, 'shop-cache', { secrets, programs: redisPrograms(), port });
  }

  /** Starts the server and waits until it serves. */
  async launch(): Promise<void> {
    await this.boot('Ready to accept connections');
  }

  /** Starts the server so that it takes its time over each key, and waits until it has begun to load. */
  async launchSlowly(): Promise<void> {
    // In microseconds; it answers once in 1024 commands.
    await this.boot('Server initialized', '--key-load-delay', '200');
  }

  /** Sends a signal, and waits for the end of the process. */
  async stop(signal: NodeJS.Signals): Promise<void> {
    if (this.process) await end(this.process, signal);
    this.process = undefined;
  }

  /** Sends a signal, and does not wait. */
  signal(signal: NodeJS.Signals): void {
    this.process?.kill(signal);
  }

  /** A connection of nobody. */
  connect(): Promise<RedisConnection> {
    return RedisConnection.open(this.container.port);
  }

  /** A connection of the application. */
  async login(): Promise<RedisConnection> {
    const connection = await this.connect();
    const reply = await connection.ask('AUTH', 'shop', password);
    if (reply !== 'OK') throw new Error(JSON.stringify(reply));
    return connection;
  }

  /** Kills what still runs and removes all files. */
  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    await this.container.remove();
  }

  private async boot(sign: string, ...extra: string[]): Promise<void> {
    // The fixture's server would listen on all addresses of this machine.
    const command = [...this.container.args, '--bind', '127.0.0.1', ...extra];
    // Its relative paths start from the image's working directory.
    const started = this.container.start(command, { cwd: this.container.path('/data') });
    this.process = started;
    const from = this.log.length;
    await new Promise<void>((resolve, reject) => {
      started.stdout?.on('data', (data) => {
        this.log += data;
        if (this.log.slice(from).includes(sign)) resolve();
      });
      started.once('error', reject);
      started.once('exit', (status) => reject(new Error(`Redis ended with ${status}:\n${this.log}`)));
    });
  }
}

/** The Secret as whoever provides it renders it. */
function rendered(environment: Environment, name: string): Record<string, string> {
  const requirement = environment.secrets.find((secret) => secret.name === name);
  const derived = Object.entries(requirement?.derived ?? {});
  const values: Record<string, string> = { password, 'exporter-password': exporterPassword };
  const passwordOf = (key: string) => values[key] ?? '';
  return { ...values, ...Object.fromEntries(derived.map(([key, render]) => [key, render(passwordOf)])) };
}
