import { createClient } from 'redis';
import type { Configuration } from '../config/configuration.ts';
import { ProblemError } from '../http/problem.ts';
import type { Logger } from '../logging/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { commandTimeout, withinTime } from './within-time.ts';

/** Milliseconds. A frozen server is noticed by the ping, and the connection is opened anew. */
const timeouts = { connect: 2_000, ping: 500, silence: 1_500 };

/** A client of node-redis as it is set up here. */
export type RedisClient = ReturnType<typeof newClient>;

/** Redis as the rest of the program uses it. */
export interface Redis {
  /** For libraries that take a client; their commands fail at once while the server is away. */
  readonly client: RedisClient;
  /**
   * Runs commands within a time limit.
   * @throws ProblemError `unavailable` while the server cannot serve
   */
  run<T>(command: (client: RedisClient) => Promise<T>): Promise<T>;
  ping(): Promise<void>;
  /** Calls back for each message on the channel, for as long as the program runs, through every reconnection. */
  subscribe(channel: string, listener: (message: string) => void): void;
  close(): Promise<void>;
}

/** Two connections to Redis, one of them for subscriptions. Both are opened in the background and healed for ever. */
export function createRedis(configuration: Configuration, logger: Logger, metrics: Metrics): Redis {
  const client = newClient(configuration);
  const subscriber = newClient(configuration);
  const connections = [
    { name: 'commands', connection: client },
    { name: 'subscriptions', connection: subscriber },
  ];
  for (const { name, connection } of connections) keepConnected(name, connection, logger);
  for (const outcome of ['ok', 'error']) metrics.dependencyDuration.zero({ dependency: 'redis', outcome });

  const run: Redis['run'] = async (command) => {
    const start = performance.now();
    let outcome = 'ok';
    try {
      return await withinTime(command(client));
    } catch (error) {
      outcome = 'error';
      throw new ProblemError('unavailable', { cause: error, headers: { 'Retry-After': '5' } });
    } finally {
      metrics.dependencyDuration.observe({ dependency: 'redis', outcome }, (performance.now() - start) / 1_000);
    }
  };

  return {
    client,
    run,
    ping: async () => {
      await run((connection) => connection.ping());
    },
    subscribe: (channel, listener) => {
      // The client remembers it for every later connection, and rejects only if this one is away.
      const attempt = () =>
        subscriber.subscribe(channel, listener).catch((error: Error) => {
          logger.debug('the subscription waits for Redis', { channel, error });
          if (subscriber.isOpen) subscriber.once('ready', attempt);
        });
      if (subscriber.isReady) attempt();
      else subscriber.once('ready', attempt);
    },
    close: async () => {
      for (const { connection } of connections) {
        // A close() waits for answers that may never come.
        if (connection.isReady) await Promise.race([connection.close(), after(commandTimeout)]).catch(() => {});
        if (connection.isOpen) connection.destroy();
      }
    },
  };
}

function newClient({ values, secret }: Configuration) {
  const url = secret('REDIS_URL')?.();
  const password = secret('REDIS_PASSWORD');
  return createClient({
    ...(url ? { url } : {}),
    // Asked for with every connection, so that a rotated password counts.
    ...(!url && password
      ? {
          credentialsProvider: {
            type: 'async-credentials-provider' as const,
            credentials: async () => ({
              ...(values.REDIS_USER ? { username: values.REDIS_USER } : {}),
              password: password(),
            }),
          },
        }
      : {}),
    name: 'arq-backend',
    // A command that waited out an outage would take effect long after its request was answered.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    pingInterval: timeouts.ping,
    socket: {
      ...(url ? {} : { host: values.REDIS_HOST ?? 'localhost', port: values.REDIS_PORT }),
      connectTimeout: timeouts.connect,
      socketTimeout: timeouts.silence,
      keepAlive: true,
      // Always a number: anything else ends the attempts for good. Jitter keeps replicas from coming back all at once.
      reconnectStrategy: (attempt) => Math.min(50 * 2 ** attempt, 1_000) + Math.random() * 100,
    },
  });
}

function keepConnected(name: string, connection: RedisClient, logger: Logger): void {
  // Each failed attempt is an event; one line per outage says as much.
  let isAway = false;
  connection.on('error', (error: Error) => {
    if (isAway) return;
    isAway = true;
    logger.warn('Redis is away', { connection: name, error });
  });
  connection.on('ready', () => {
    isAway = false;
    logger.info('Redis is connected', { connection: name });
  });
  // Does not settle while the server is away; nobody waits for it.
  connection.connect().catch((error: Error) => logger.debug('the connection to Redis was given up', { name, error }));
}

const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
