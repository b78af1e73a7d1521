import { spawn } from 'node:child_process';
import type { Cluster } from './cluster.ts';

/** A way to a port in the cluster. */
export interface Forwarding {
  readonly url: string;
  readonly stop: () => void;
}

/**
 * Forwards a free port of this machine.
 * @throws Error if there is no way within 30 s
 */
export function forwardPort(cluster: Cluster, namespace: string, target: string, port: number): Promise<Forwarding> {
  const args = ['--context', cluster.context, '--namespace', namespace, 'port-forward', target, `:${port}`];
  const forwarding = spawn('kubectl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let said = '';
    const stop = () => void forwarding.kill();
    const timer = setTimeout(() => fail('no port within 30 s'), 30_000);
    const fail = (reason: string) => {
      clearTimeout(timer);
      stop();
      reject(new Error(`kubectl ${args.join(' ')}: ${reason}\n${said}`));
    };
    const listen = (chunk: Buffer) => {
      said += chunk;
      const local = localPort(said);
      if (local === undefined) return;
      clearTimeout(timer);
      resolve({ url: `http://127.0.0.1:${local}`, stop });
    };
    forwarding.stdout.on('data', listen);
    forwarding.stderr.on('data', listen);
    forwarding.on('error', (error) => fail(error.message));
    forwarding.on('exit', (code) => fail(`ended with exit code ${code}`));
  });
}

/** The port that kubectl says it listens on. */
export function localPort(said: string): number | undefined {
  const port = /Forwarding from 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
  return port === undefined ? undefined : Number(port);
}
