import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** A program whose end does not depend on this process ending well. */
export interface GuardedOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** @default the root of the file system, which every user may enter */
  readonly cwd?: string;
  /** @default the user of this process */
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined;
  /** How the program is asked to stop. @default TERM */
  readonly stopSignal?: 'TERM' | 'INT' | 'QUIT';
  /** How long it may take before it is killed. @default 10 */
  readonly stopSeconds?: number;
  /** Folder that goes when the program has ended. @default none */
  readonly remove?: string | undefined;
  /** Called with each piece of what it writes, to standard output or error. */
  readonly onOutput: (text: string) => void;
}

/**
 * A shell in a session of its own, out of the terminal's reach, runs the program. It reads from a pipe that nobody writes
 * to: the operating system closes it when this process ends, however that comes about, SIGKILL included, and the shell
 * then stops the program and clears up. Whatever the program has started in its process group goes with it. What a test
 * has frozen is thawed first.
 */
const guard = `
stop_signal=$1 stop_tenths=$2 remove=$3
shift 3
trap : TERM INT QUIT HUP
exec 4<&0
"$@" </dev/null 3>&- 4<&- &
program=$!
echo "$program" >&3
{
  trap : TERM INT QUIT HUP
  read -r nothing
  children=$(ps -A -o pid= -o ppid= | while read -r pid parent; do [ "$parent" != "$program" ] || echo "$pid"; done)
  kill -CONT $program $children
  kill -"$stop_signal" -$$
  while kill -0 $program && [ $stop_tenths -gt 0 ]; do sleep 0.1; stop_tenths=$((stop_tenths - 1)); done
  kill -KILL $program $children
} <&4 >/dev/null 2>&1 3>&- &
exec 4<&- <&- >&- 2>&-
while :; do
  wait $program
  status=$?
  kill -0 $program || break
done
[ -z "$remove" ] || rm -rf "$remove"
echo "$status" >&3
kill -KILL -$$
`;

/** A running program. */
export class GuardedProcess {
  /** Process id of the program itself. */
  readonly pid: number;
  /** Settles when program, group and folder are gone: with the status, above 128 for a signal. */
  readonly ended: Promise<number>;
  private readonly shell: ChildProcess;
  private hasEnded = false;

  /**
   * Starts a program.
   * @throws Error if there is no shell, or it cannot enter the directory
   */
  static async start(options: GuardedOptions): Promise<GuardedProcess> {
    const { command, args, env, owner, cwd = '/', stopSignal = 'TERM', stopSeconds = 10, remove = '' } = options;
    const parameters = [stopSignal, String(stopSeconds * 10), remove, command, ...args];
    const shell = spawn('sh', ['-c', guard, 'guard', ...parameters], {
      ...owner,
      cwd,
      env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (data) => options.onOutput(String(data)));
    shell.stdin.on('error', () => undefined);
    const reports = lines(shell.stdio[3] as Readable);
    const pid = await new Promise<number>((resolve, reject) => {
      shell.once('error', reject);
      void reports.next().then(({ value }) => resolve(Number(value)));
    });
    return new GuardedProcess(shell, pid, reports);
  }

  private constructor(shell: ChildProcess, pid: number, reports: AsyncGenerator<string>) {
    this.shell = shell;
    this.pid = pid;
    this.ended = this.end(once(shell, 'close'), reports);
  }

  /** Lets this process end although the program runs; it then ends as well. */
  unref(): void {
    this.shell.unref();
    for (const stream of this.shell.stdio) (stream as unknown as { unref?(): void } | null)?.unref?.();
  }

  /** Asks it to stop and waits until everything is gone. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    this.shell.ref();
    this.shell.stdin?.end();
    await this.ended;
  }

  /** Ends it at once; files go all the same. */
  async kill(): Promise<void> {
    if (this.hasEnded) return;
    this.shell.ref();
    try {
      process.kill(this.pid, 'SIGKILL');
    } catch {
      // It has just ended by itself; what it leaves behind is being cleared up.
    }
    await this.ended;
  }

  private async end(closed: Promise<unknown>, reports: AsyncGenerator<string>): Promise<number> {
    const { value } = await reports.next();
    await closed;
    this.hasEnded = true;
    return Number(value ?? 137);
  }
}

async function* lines(stream: Readable): AsyncGenerator<string> {
  let text = '';
  for await (const data of stream) {
    text += data;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      yield text.slice(0, end);
      text = text.slice(end + 1);
    }
  }
}
