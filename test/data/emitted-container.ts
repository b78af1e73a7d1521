import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '@arq/constructs';
import { objectOf } from '../support/fixture.ts';

/** The probes of a container. */
export type ProbeName = 'startupProbe' | 'livenessProbe' | 'readinessProbe';

/** How a command ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** What stands for the cluster around a container. */
export interface Surroundings {
  /** Content of the pod's Secrets, by name and key. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Directory with the programs that the image would have on its path. */
  readonly programs: string;
  /** Port to listen on instead of the emitted one. */
  readonly port: number;
}

/**
 * The container of an emitted StatefulSet, with its volumes laid out below a temporary directory. Everything comes from
 * the YAML; the paths and the port are replaced, and nothing else.
 */
export class EmittedContainer {
  /** Stands for the container's root directory. */
  readonly root: string;
  readonly port: number;
  private readonly pod: Pod;
  private readonly children: ChildProcess[] = [];

  constructor(
    private readonly shop: Environment,
    name: string,
    private readonly surroundings: Surroundings,
  ) {
    this.port = surroundings.port;
    this.pod = objectOf(shop, 'StatefulSet', name).spec.template.spec;
    this.root = mkdtempSync(join(tmpdir(), 'arq-'));
    chmodSync(this.root, 0o755);
    for (const mount of this.container.volumeMounts) this.layOut(mount);
  }

  /** Arguments of the container. */
  get args(): string[] {
    return this.container.args.map((argument) => this.localise(argument));
  }

  /** Variables of the container, and the path. */
  get variables(): Record<string, string> {
    const declared = (this.container.env ?? []).map(({ name, value }) => [name, this.localise(value)]);
    return { PATH: `${this.surroundings.programs}:/usr/bin:/bin`, LANG: 'C.UTF-8', ...Object.fromEntries(declared) };
  }

  /** The user that the pod runs as. Only root can become another one, and most users have no name here either. */
  get user(): { uid?: number; gid?: number } {
    if (process.getuid?.() !== 0) return {};
    return { uid: this.pod.securityContext.runAsUser, gid: this.pod.securityContext.runAsGroup };
  }

  /** A text of the container with paths and port as they are here. */
  localise(text: string): string {
    const mounts = this.container.volumeMounts.map(({ mountPath }) => mountPath).sort((a, b) => b.length - a.length);
    const paths = new RegExp(`(?<![\\w.-])(${mounts.join('|')})(?![\\w.-])`, 'g');
    const ports = new RegExp(`\\b${this.container.ports[0]?.containerPort}\\b`, 'g');
    return text.replaceAll(paths, (path) => this.root + path).replaceAll(ports, String(this.port));
  }

  /** The directory here of one there. */
  path(path: string): string {
    return join(this.root, path);
  }

  /** Starts a program as the pod's user; whatever is still running is killed in the end. */
  start(command: readonly string[], options: SpawnOptions = {}): ChildProcess {
    const [program, ...args] = command;
    const child = spawn(program as string, args, { cwd: this.root, env: this.variables, ...this.user, ...options });
    this.children.push(child);
    return child;
  }

  /** Runs a program as the pod's user to its end, or kills it after some seconds. */
  run(command: readonly string[], options: SpawnOptions & { input?: string; seconds?: number } = {}): Promise<Outcome> {
    const { input, seconds = 30, ...others } = options;
    const began = performance.now();
    const child = this.start(command, { timeout: seconds * 1000, killSignal: 'SIGKILL', ...others });
    const output = { stdout: '', stderr: '' };
    child.stdout?.on('data', (data) => {
      output.stdout += data;
    });
    child.stderr?.on('data', (data) => {
      output.stderr += data;
    });
    child.stdin?.end(input);
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status) => resolve({ status, ...output, seconds: (performance.now() - began) / 1000 }));
    });
  }

  /** Runs a probe as the kubelet does: killed after its timeout, which counts as failed. */
  probe(name: ProbeName): Promise<Outcome> {
    const { exec, timeoutSeconds } = this.container[name];
    return this.run(
      exec.command.map((argument) => this.localise(argument)),
      { seconds: timeoutSeconds },
    );
  }

  /** Kills what still runs and removes the directory. */
  async remove(): Promise<void> {
    await Promise.all(this.children.map((child) => end(child, 'SIGKILL')));
    // The processes of a killed PostgreSQL notice it by and by, and write until then.
    rmSync(this.root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  private get container(): Container {
    return this.pod.containers[0] as Container;
  }

  private layOut({ name, mountPath }: Container['volumeMounts'][number]): void {
    const directory = this.path(mountPath);
    mkdirSync(directory, { recursive: true });
    const { configMap, secret } = this.pod.volumes.find((volume) => volume.name === name) ?? {};
    if (configMap) {
      const { data } = objectOf(this.shop, 'ConfigMap', configMap.name);
      for (const [file, text] of Object.entries<string>(data)) {
        this.write(join(directory, file), this.localise(text), configMap.defaultMode ?? 0o644);
      }
    } else if (secret) {
      for (const { key, path } of secret.items) {
        this.write(
          join(directory, path),
          this.surroundings.secrets[secret.secretName]?.[key] ?? '',
          secret.defaultMode,
        );
      }
    } else {
      // As `fsGroup` leaves volumes: root's, and the group's to write.
      chmodSync(directory, 0o2775);
      this.giveToGroup(directory);
    }
  }

  private write(path: string, text: string, mode: number): void {
    writeFileSync(path, text);
    this.giveToGroup(path);
    chmodSync(path, mode);
  }

  private giveToGroup(path: string): void {
    const { gid } = this.user;
    if (gid !== undefined) chownSync(path, 0, gid);
  }
}

/** Sends a signal to a process and waits for its end. */
export function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return resolve(child.exitCode);
    child.once('exit', (status) => resolve(status));
    child.kill(signal);
  });
}

interface Pod {
  readonly containers: readonly Container[];
  readonly securityContext: { readonly runAsUser: number; readonly runAsGroup: number };
  readonly volumes: readonly {
    readonly name: string;
    readonly configMap?: { readonly name: string; readonly defaultMode?: number };
    readonly secret?: {
      readonly secretName: string;
      readonly defaultMode: number;
      readonly items: readonly { readonly key: string; readonly path: string }[];
    };
  }[];
}

type Container = {
  readonly args: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly ports: readonly { readonly containerPort: number }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
} & Record<ProbeName, { readonly exec: { readonly command: readonly string[] }; readonly timeoutSeconds: number }>;
