import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../dev/servers.ts';

export interface FrontendOptions {
  readonly backendUrl: string;
  /** A free one unless given. */
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Folder of the standalone server; that of the build unless given. */
  readonly folder?: string;
  /** User that it runs as; that of the test unless given. */
  readonly uid?: number;
}

const built = join(process.cwd(), 'apps', 'frontend', '.next', 'standalone', 'apps', 'frontend');
const startMilliseconds = 20_000;

/** The built program, as the image runs it. */
export class FrontendProcess {
  readonly port: number;
  readonly process: ChildProcess;
  /** What it wrote to standard output and standard error. */
  output = '';
  readonly exited: Promise<number | null>;

  private constructor(port: number, child: ChildProcess) {
    this.port = port;
    this.process = child;
    const collect = (chunk: Buffer) => {
      this.output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    this.exited = once(child, 'exit').then(([code]) => code as number | null);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it, and waits until it is ready. */
  static async start(options: FrontendOptions): Promise<FrontendProcess> {
    const frontend = await FrontendProcess.launch(options);
    const deadline = Date.now() + startMilliseconds;
    while (Date.now() < deadline) {
      const answer = await fetch(`${frontend.url}/health/readiness`).catch(() => undefined);
      if (answer?.ok) return frontend;
      if (frontend.process.exitCode !== null) break;
      await sleep(50);
    }
    await frontend.stop();
    throw new Error(`The frontend did not get ready within ${startMilliseconds} ms:\n${frontend.output}`);
  }

  /** Starts it, and does not wait. */
  static async launch({
    backendUrl,
    environment,
    folder = built,
    uid,
    ...given
  }: FrontendOptions): Promise<FrontendProcess> {
    const port = given.port ?? (await freePort());
    const child = spawn(process.execPath, [join(folder, 'server.js')], {
      cwd: folder,
      ...(uid !== undefined && { uid }),
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_ENV: 'production',
        HOSTNAME: '127.0.0.1',
        PORT: String(port),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        BACKEND_URL: backendUrl,
        LOG_LEVEL: 'info',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new FrontendProcess(port, child);
  }

  async stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill(signal);
    return this.exited;
  }
}
