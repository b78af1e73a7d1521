import { writeFileSync } from 'node:fs';
import { CommandError, type RunOptions, run } from './run.ts';
import { versions } from './versions.ts';

/** Of every container, with its name before each line. */
const logs = ['--all-containers', '--prefix', '--tail', '200'];

/** A kind cluster of its own, with one node. */
export class Cluster {
  readonly name: string;
  /** Context of kubectl. */
  readonly context: string;

  constructor(name: string) {
    this.name = name;
    this.context = `kind-${name}`;
  }

  /** @throws CommandError if there is one with this name already, which may be somebody's */
  create(): void {
    const existing = run('kind', ['get', 'clusters'], { quiet: true }).split('\n');
    if (existing.includes(this.name)) {
      throw new CommandError(`kind has a cluster ${this.name} already; kind delete cluster --name ${this.name}`);
    }
    run('kind', ['create', 'cluster', '--name', this.name, '--image', versions.node, '--wait', '180s'], {
      seconds: 600,
    });
  }

  /** Brings images of this machine into the node. */
  load(images: readonly string[]): void {
    run('kind', ['load', 'docker-image', '--name', this.name, ...images], { seconds: 600 });
  }

  kubectl(args: readonly string[], options: RunOptions = {}): string {
    return run('kubectl', ['--context', this.context, ...args], options);
  }

  /** An object or a list of them. */
  get<T>(namespace: string, ...what: readonly string[]): T {
    const args = ['--namespace', namespace, 'get', ...what, '--output', 'json', '--request-timeout', '20s'];
    return JSON.parse(this.kubectl(args, { quiet: true, seconds: 30 })) as T;
  }

  /** Applies objects that are in no file. */
  apply(objects: readonly object[]): void {
    const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
    this.kubectl(['apply', '--filename', '-'], { input });
  }

  helm(args: readonly string[], options: RunOptions = {}): string {
    return run('helm', ['--kube-context', this.context, ...args], { seconds: 900, ...options });
  }

  /** Writes down all that may tell what went wrong. */
  dump(namespaces: readonly string[], file: string): void {
    const asked = [
      ['get', 'nodes,pods', '--all-namespaces', '--output', 'wide'],
      ...namespaces.flatMap((namespace) => [
        ['--namespace', namespace, 'get', 'events', '--sort-by', '.lastTimestamp'],
        ['--namespace', namespace, 'describe', 'pods'],
        ['--namespace', namespace, 'get', 'all', '--output', 'yaml'],
        ['--namespace', namespace, 'logs', '--selector', 'app.kubernetes.io/name', '--max-log-requests', '50', ...logs],
      ]),
      ['get', 'applications,rollouts,analysisruns,jobs', '--all-namespaces', '--output', 'yaml'],
    ];
    const answers = asked.map((args) => `\n### kubectl ${args.join(' ')}\n${this.#answer(args)}`);
    writeFileSync(file, answers.join('\n'));
    console.log(`\nPods and events:\n${answers[0]}\n${answers[1] ?? ''}\nAll of it is in ${file}.`);
  }

  delete(): void {
    run('kind', ['delete', 'cluster', '--name', this.name], { seconds: 120 });
  }

  /** A diagnosis goes on without what it cannot have. */
  #answer(args: readonly string[]): string {
    try {
      return this.kubectl(args, { quiet: true, seconds: 60 });
    } catch (error) {
      return (error as Error).message;
    }
  }
}
