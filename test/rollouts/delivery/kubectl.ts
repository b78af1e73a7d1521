import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { pathOf } from '../stack/programs.ts';

/** kubectl for one cluster. */
export class Kubectl {
  private readonly kubeconfig: string;

  constructor(kubeconfig: string) {
    this.kubeconfig = kubeconfig;
  }

  /**
   * Runs it with objects on its standard input.
   * @throws Error with what it wrote if it fails
   */
  async run(args: readonly string[], objects: readonly object[] = []): Promise<string> {
    const child = spawn(pathOf('kubectl'), ['--kubeconfig', this.kubeconfig, ...args], { stdio: 'pipe' });
    child.stdin.end(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    const [output, errors, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    if (status !== 0) throw new Error(`kubectl ${args.join(' ')}: ${status}\n${output}${errors}`);
    return output;
  }
}
