import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { contract } from '../contract.ts';
import type { Runtime } from './runtime.ts';

/** Whoever balances load gets this long to read from readiness that it should send nothing more. */
const stillListeningMilliseconds = 1000;
/** How often connections are closed whose answer has been finished. */
const closeIdleMilliseconds = 100;
/** Left of the drain time for what follows it. */
const reserveMilliseconds = 2000;

/** On SIGTERM or SIGINT: says so, finishes what is open, and exits with 0 within the contract's drain time. */
export function stopGracefully(runtime: Runtime, metricsServer: () => Server | undefined): void {
  const stop = async (signal: NodeJS.Signals) => {
    if (runtime.draining) return;
    runtime.draining = true;
    runtime.log.info('stopping', { signal });
    const deadline = setTimeout(() => runtime.server?.closeAllConnections(), drainMilliseconds());
    await sleep(stillListeningMilliseconds);
    await closeServer(runtime);
    clearTimeout(deadline);
    metricsServer()?.closeAllConnections();
    runtime.log.info('stopped', { signal });
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

const drainMilliseconds = () => contract.timeouts.drainSeconds * 1000 - reserveMilliseconds;

function closeServer({ server, streams, openResponses }: Runtime): Promise<void> {
  return new Promise((resolve) => {
    // Known from the first request on; without one there is nothing to finish.
    if (!server) return resolve();
    server.close(() => resolve());
    // A stream has no end of its own: the browser connects again, to another replica.
    for (const end of streams) end();
    // Otherwise a client that keeps asking on an open connection would keep this process alive.
    for (const response of openResponses.values()) response.shouldKeepAlive = false;
    server.prependListener('request', (_, response) => {
      response.shouldKeepAlive = false;
    });
    // Answers whose head was sent before leave an open connection behind.
    setInterval(() => server.closeIdleConnections(), closeIdleMilliseconds);
  });
}
