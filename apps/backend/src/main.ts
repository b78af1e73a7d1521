import { createServer } from 'node:http';
import { createApp, quietRoutes } from './app.ts';
import { type Configuration, readConfiguration } from './config/configuration.ts';
import { ConfigurationError } from './config/configuration-error.ts';
import { refuseMalformedRequests } from './http/malformed-requests.ts';
import { endGracefully } from './lifecycle/lifecycle.ts';
import { listen } from './lifecycle/listen.ts';
import { createLogger } from './logging/logger.ts';
import { createMetricsServer } from './metrics/server.ts';
import { createServices } from './services.ts';

// Stack traces name our sources, not the bundle.
process.setSourceMapsEnabled(true);
await start(configurationOrExit());

async function start(configuration: Configuration): Promise<void> {
  const { values } = configuration;
  const logger = createLogger({
    level: values.LOG_LEVEL,
    format: values.NODE_ENV === 'production' ? 'json' : 'text',
    file: values.LOG_FILE,
    fields: { service: 'arq-backend', version: values.RELEASE_VERSION },
  });
  let hasFailed = false;
  process.on('uncaughtException', (error) => {
    // What follows from the first failure says nothing more.
    if (hasFailed) return;
    hasFailed = true;
    // The state is unknown from here on; a fresh process is the only cure.
    logger.error('the program failed', { error });
    logger.flush().finally(() => process.exit(1));
  });
  // Node would print its warnings itself, as text among the lines of the log.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => logger.warn('Node.js warns', { error: warning }));
  const services = createServices(configuration, logger, quietRoutes);
  const server = createServer(createApp(configuration, services));
  // Longer than the minute that proxies keep connections for: whoever closes first must not be us.
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 30_000;
  refuseMalformedRequests(server, logger, services.metrics);
  const metricsServer = values.METRICS_PORT === undefined ? undefined : createMetricsServer(services.metrics, logger);

  endGracefully({
    server,
    logger,
    delaySeconds: values.SHUTDOWN_DELAY_SECONDS,
    onDrain: () => {
      services.readiness.drain();
      services.sampler.stop();
      services.stream.close();
    },
    onDrained: async () => {
      // Prometheus may scrape until the end.
      metricsServer?.close().closeAllConnections();
      await Promise.allSettled([services.database.close(), services.redis.close()]);
    },
  });

  await listen(server, values.PORT, values.HOST, 'PORT');
  if (metricsServer) await listen(metricsServer, values.METRICS_PORT as number, values.HOST, 'METRICS_PORT');
  services.stream.start();
  services.sampler.start();
  logger.info('listening', {
    host: values.HOST ?? 'all',
    port: values.PORT,
    metricsPort: values.METRICS_PORT ?? values.PORT,
  });
}

function configurationOrExit(): Configuration {
  try {
    return readConfiguration(process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
