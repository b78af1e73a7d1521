import { createServer } from 'node:net';
import { type Listener, portVariables } from './options.ts';

/**
 * Checks all ports before anything starts.
 * @throws Error naming each port that is taken, and the variable that moves it
 */
export async function assertFree(ports: Readonly<Partial<Record<Listener, number>>>): Promise<void> {
  const entries = Object.entries(ports) as [Listener, number][];
  const seen = new Map<number, Listener>();
  const problems: string[] = [];
  for (const [listener, port] of entries) {
    const other = seen.get(port);
    seen.set(port, listener);
    if (other)
      problems.push(
        `Port ${port} is meant for ${servedBy[other]} and for ${servedBy[listener]}.${advice(listener, port)}`,
      );
    else if (await isTaken(port))
      problems.push(`Port ${port} of ${servedBy[listener]} is taken.${advice(listener, port)}`);
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** What the port serves. */
const servedBy: Readonly<Record<Listener, string>> = {
  frontend: 'the frontend',
  backend: 'the backend',
  'sign-in': 'the sign-in provider',
  prometheus: 'Prometheus',
  alertmanager: 'Alertmanager',
};

const advice = (listener: Listener, port: number) => ` Choose another one: ${portVariables[listener]}=${port + 100}`;

/** Whoever listens on all addresses has it too, on some systems beside one who listens on a single address. */
async function isTaken(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::']) if (await fails(port, host)) return true;
  return false;
}

function fails(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 cannot tell, and needs not.
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EADDRINUSE' || code === 'EACCES'));
    server.listen(port, host, () => server.close(() => resolve(false)));
  });
}
