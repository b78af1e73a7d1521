import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort, redisPrograms } from '../../../../../dev/servers.ts';

/** The real Redis with nothing on disk, which can die and come back at the same address. */
export class MortalRedis {
  readonly port: number;
  private readonly password: string | undefined;
  private server: ChildProcess | undefined;

  static async start({ port, password }: { port?: number; password?: string } = {}): Promise<MortalRedis> {
    const redis = new MortalRedis(port ?? (await freePort()), password);
    await redis.revive();
    return redis;
  }

  private constructor(port: number, password: string | undefined) {
    this.port = port;
    this.password = password;
  }

  get url(): string {
    return `redis://${this.password === undefined ? '' : `:${this.password}@`}127.0.0.1:${this.port}`;
  }

  /** Comes back after its end, with nothing in it. */
  async revive(): Promise<void> {
    const secret = this.password === undefined ? [] : ['--requirepass', this.password];
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...secret];
    const server = spawn(join(redisPrograms(), 'redis-server'), options, {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      let log = '';
      server.stdout.on('data', (data) => {
        log += data;
        if (log.includes('Ready to accept connections')) resolve();
      });
      server.once('error', reject);
      server.once('exit', (status) => reject(new Error(`redis-server ended with ${status}:\n${log}`)));
    });
  }

  /** Ends it without a word. */
  async kill(): Promise<void> {
    const server = this.server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  freeze(): void {
    this.server?.kill('SIGSTOP');
  }

  thaw(): void {
    this.server?.kill('SIGCONT');
  }

  /**
   * Sends one command on a connection of its own.
   * @param words without spaces
   * @param password of the default user, if it is not the one that the server was started with
   */
  ask(words: string, password = this.password): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, '127.0.0.1');
      const login = password === undefined ? '' : `AUTH ${password}\r\n`;
      let text = '';
      socket.write(`${login}${words}\r\nQUIT\r\n`);
      socket.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      socket.once('error', reject);
      socket.once('close', () => resolve(text));
    });
  }

  async close(): Promise<void> {
    await this.kill();
  }
}
