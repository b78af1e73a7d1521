import type { Server } from 'node:http';
import { ConfigurationError } from './configuration.ts';
import { createLog, describeError, type Fields } from './log.ts';
import { startMetricsServer } from './metrics-server.ts';
import { observeRequests } from './observe-requests.ts';
import { type Runtime, runtime } from './runtime.ts';
import { stopGracefully } from './shutdown.ts';

/** Set by the standalone server: Next.js then leaves signals to the program. */
const ownsSignals = () => process.env['NEXT_MANUAL_SIG_HANDLE'] === 'true';

/** Everything that has to stand before the first request. An environment that does not fit ends the process. */
export async function start(): Promise<void> {
  const shared = runtimeOrExit();
  const { configuration, log, metrics } = shared;
  let metricsServer: Server | undefined;
  observeRequests(shared, () => metricsServer);
  if (ownsSignals()) stopGracefully(shared, () => metricsServer);
  if (configuration.metricsPort !== undefined) {
    metricsServer = await startMetricsServer(metrics.registry, configuration.metricsPort, configuration.hostname).catch(
      (error) => {
        log.error('metrics cannot be served', { port: configuration.metricsPort, ...describeError(error) });
        process.exit(1);
      },
    );
  }
  log.info('started', { ...configuration });
}

/** One line per error, with the route that it happened on, and the reference that the page shows. */
export function reportRequestError(error: unknown, fields: Fields): void {
  const reference = error instanceof Error && 'digest' in error ? { reference: error.digest } : {};
  runtime().log.error('request failed', { ...fields, ...reference, ...describeError(error) });
}

function runtimeOrExit(): Runtime {
  try {
    return runtime();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    createLog('error').error('the environment does not fit', { problems: error.problems });
    process.exit(1);
  }
}
