import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';

/** Requests that arrive steadily. */
export interface Load {
  /** Answers so far by status. */
  readonly statuses: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** How requests arrive. */
export interface LoadOptions {
  readonly url: string;
  /** Asked for in turn. */
  readonly paths: readonly string[];
  /** Requests a second, as long as the server keeps up. */
  readonly rate: number;
  /** Requests at a time. @default 8: fewer than the backend has connections to PostgreSQL */
  readonly connections?: number;
}

/** Enough addresses that none of them exceeds its limit of ten requests a second. */
const addresses = 60;

/** Says what is missing until so many requests have been answered well, however long that takes this machine. */
export function isServed({ statuses }: Load, requests: number): string | undefined {
  const { '200': served = 0 } = statuses;
  return served >= requests ? undefined : `${served} of ${requests} requests were answered with 200`;
}

/** Begins to send requests, each as if from another address. */
export function startLoad({ url, paths, rate, connections = 8 }: LoadOptions): Load {
  const statuses: Record<string, number> = {};
  const count = Math.ceil(addresses / paths.length) * paths.length;
  const requests = Array.from({ length: count }, (_, index) => ({
    method: 'GET' as const,
    path: paths[index % paths.length] ?? '/',
    headers: { 'X-Forwarded-For': `192.0.2.${(index % addresses) + 1}` },
  }));
  const options = { url, requests, connections, overallRate: rate, duration: 3_600, timeout: 20 };
  const run = autocannon(options, () => undefined);
  run.on('response', (_client, status) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
  });
  return {
    statuses,
    stop: async () => {
      run.stop();
      await sleep(500);
    },
  };
}
