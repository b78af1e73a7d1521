import type { Server } from 'node:http';
import { createTerminus } from '@godaddy/terminus';
import { contract } from '../../contract.ts';
import type { RootLogger } from '../logging/logger.ts';
import { Drain, lingerSeconds } from './drain.ts';

/** What is ended, and how. */
export interface LifecycleOptions {
  readonly server: Server;
  readonly logger: RootLogger;
  /** How long requests are still taken after the signal. */
  readonly delaySeconds: number;
  /** Readiness says no, and streams are ended. */
  readonly onDrain: () => void;
  /** No request is left: pools may be closed. */
  readonly onDrained: () => Promise<void>;
}

/** What closing the pools may take, out of the time that the contract grants. */
const closingSeconds = 3;

/**
 * Ends the program upon SIGTERM or SIGINT without losing a request: say so, finish what is open, close the pools, leave. A
 * second signal while it drains ends it at once.
 */
export function endGracefully({ server, logger, delaySeconds, onDrain, onDrained }: LifecycleOptions): void {
  const drain = new Drain(server);
  let signals = 0;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      signals += 1;
      if (signals > 1) process.exit(1);
      logger.info('ending', { signal });
    });
  }
  createTerminus(server, {
    signals: ['SIGTERM', 'SIGINT'],
    // Resending the signal to itself has no effect on process 1.
    useExit0: true,
    timeout: (contract.timeouts.drainSeconds - delaySeconds - lingerSeconds - closingSeconds) * 1_000,
    beforeShutdown: async () => {
      drain.begin();
      onDrain();
      await new Promise((resolve) => setTimeout(resolve, delaySeconds * 1_000));
      await drain.stopListening();
    },
    onSignal: () => Promise.race([onDrained(), seconds(closingSeconds)]),
    onShutdown: async () => {
      logger.info('ended');
      await Promise.race([logger.flush(), seconds(1)]);
    },
    logger: (message, error) => logger.error(message, { error }),
  });
}

const seconds = (count: number) => new Promise<void>((resolve) => setTimeout(resolve, count * 1_000).unref());
