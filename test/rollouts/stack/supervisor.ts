import { GuardedProcess } from '../../../dev/processes/guarded-process.ts';
import { type Program, pathOf } from './programs.ts';

/** A program that was started. */
export interface Running {
  readonly process: GuardedProcess;
  /** Rejects with what it wrote when it ends, however that comes about. */
  readonly failure: Promise<never>;
}

/** Lines of each program that are kept, the last ones. */
const kept = 400;

/** Starts programs, keeps what they write, and stops them by process id, last started first. */
export class Supervisor {
  private readonly outputs = new Map<string, string[]>();
  private readonly stops: (() => Promise<unknown>)[] = [];

  async start(program: Program, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Running> {
    const lines: string[] = [];
    this.outputs.set(program, lines);
    const process = await GuardedProcess.start({
      command: pathOf(program),
      args,
      env: { PATH: globalThis.process.env['PATH'], HOME: '/nonexistent', ...env },
      onOutput: (text) => {
        lines.push(...text.split('\n').filter((line) => line !== ''));
        lines.splice(0, lines.length - kept);
      },
    });
    this.stops.push(() => process.stop());
    const failure = process.ended.then((status): never => {
      throw new Error(`${program} ended with ${status}:\n${lines.slice(-20).join('\n')}`);
    });
    failure.catch(() => undefined);
    return { process, failure };
  }

  /** Calls a function when all is stopped, before what was there when this was called. */
  onStop(stop: () => Promise<unknown>): void {
    this.stops.push(stop);
  }

  /** The last lines of a program. */
  log(program: Program, count: number): string {
    return (this.outputs.get(program) ?? []).slice(-count).join('\n');
  }

  /** @throws Error with all that could not be stopped; everything else is */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (const stop of this.stops.splice(0).reverse()) await stop().catch((error) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, `could not be stopped: ${failures.join('; ')}`);
  }
}
