import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, context } from 'esbuild';
import { epitaph, startChild } from './child.ts';
import type { Output, Terminal } from './output.ts';
import type { GuardedProcess } from './processes/guarded-process.ts';
import type { Stoppable } from './running.ts';

/** Folder of the backend. */
export const backendFolder = join(process.cwd(), 'apps/backend');

/** How the backend is compiled; its own build says so. */
async function buildOptions(): Promise<BuildOptions> {
  const { options } = (await import(pathToFileURL(join(backendFolder, 'build.mjs')).href)) as { options: BuildOptions };
  return options;
}

/** Compiles the backend, and again at every change of its sources. */
export class BackendBuild implements Stoppable {
  private readonly dispose: () => Promise<void>;
  private onChange: () => void = () => undefined;

  /**
   * Compiles once.
   * @throws Error with what is wrong in the sources
   */
  static async start(output: Output): Promise<BackendBuild> {
    let isFirst = true;
    let build: BackendBuild | undefined;
    const compiler = await context({
      ...(await buildOptions()),
      logLevel: 'silent',
      plugins: [
        {
          name: 'reload',
          setup: ({ onEnd }) =>
            onEnd(({ errors }) => {
              for (const { text, location } of errors) {
                output.write(`${location ? `${location.file}:${location.line}: ` : ''}${text}\n`);
              }
              if (isFirst || errors.length > 0) return;
              build?.onChange();
            }),
        },
      ],
    });
    try {
      await compiler.rebuild();
    } catch {
      await compiler.dispose();
      throw new Error('The backend cannot be compiled; what is wrong stands above.');
    }
    build = new BackendBuild(() => compiler.dispose());
    // Watching begins with a build of its own.
    await compiler.watch();
    await compiler.rebuild();
    isFirst = false;
    return build;
  }

  private constructor(dispose: () => Promise<void>) {
    this.dispose = dispose;
  }

  /** Calls back after each build that succeeds. */
  listen(onChange: () => void): void {
    this.onChange = onChange;
  }

  async stop(): Promise<void> {
    await this.dispose();
  }

  async kill(): Promise<void> {
    await this.dispose();
  }
}

/** The backend, started anew by request. */
export class Backend implements Stoppable {
  private child: GuardedProcess | undefined;
  private turn: Promise<void> = Promise.resolve();
  private isWanted = true;
  private isWaiting = false;
  private readonly environment: Readonly<Record<string, string | undefined>>;
  private readonly terminal: Terminal;
  private readonly output: Output;

  constructor(environment: Readonly<Record<string, string | undefined>>, terminal: Terminal) {
    this.environment = environment;
    this.terminal = terminal;
    this.output = terminal.of('backend');
  }

  /**
   * Starts it, in place of one that runs. Several requests at once lead to one start.
   * @returns the program
   */
  async restart(): Promise<void> {
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.turn = this.turn.then(async () => {
      this.isWaiting = false;
      const old = this.child;
      this.child = undefined;
      await old?.stop();
      if (this.isWanted) await this.start();
    });
    await this.turn;
  }

  /** The program that runs now. */
  get ended(): Promise<number> | undefined {
    return this.child?.ended;
  }

  async stop(): Promise<void> {
    this.isWanted = false;
    await this.turn;
    const { child } = this;
    this.child = undefined;
    await child?.stop();
  }

  async kill(): Promise<void> {
    this.isWanted = false;
    await this.child?.kill();
  }

  private async start(): Promise<void> {
    const child = await startChild({
      script: ['--enable-source-maps', 'build/server.mjs'],
      cwd: backendFolder,
      environment: this.environment,
      output: this.output,
    });
    this.child = child;
    void child.ended.then((status) => {
      if (this.child !== child || !this.isWanted) return;
      this.terminal.say(`${epitaph('backend', status, this.output)}\nIt starts again when a source changes.`);
    });
  }
}
