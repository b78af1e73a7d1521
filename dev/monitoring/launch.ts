import { flagsForNewPostgres } from './postgres-collectors.ts';
import type { Program } from './programs.ts';

/** A PostgreSQL server, as its exporter reaches it. */
export interface WatchedPostgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** A Redis server, as its exporter reaches it. */
export interface WatchedRedis {
  readonly host: string;
  readonly port: number;
  /** User that may ask `INFO`; without one, as everybody. */
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

/** What the command lines are made of. */
export interface LaunchFacts {
  /** Path of the program that is started. */
  readonly command: string;
  /** Port of each program on the loopback interface. */
  readonly ports: Readonly<Record<Program, number>>;
  /** Folder of the program that is started, with its files. */
  readonly folder: string;
  readonly postgres: WatchedPostgres | undefined;
  readonly redis: WatchedRedis | undefined;
  /** How much faster than in the cluster everything happens: 0.1 is ten times as fast. */
  readonly scale: number;
}

/** How one program is started. */
export interface Launch {
  readonly args: readonly string[];
  /** Passwords are here: command lines can be read by every program of the machine. */
  readonly env: Readonly<Record<string, string>>;
  /** Configuration files that it reads from its folder. @default none: it has no folder */
  readonly files?: readonly string[];
  /** Path that answers 200 once it serves. */
  readonly readyPath: string;
}

/** Alertmanager's file with the bearer token of the webhook. */
export const tokenName = 'token';

const listen = (port: number) => `--web.listen-address=127.0.0.1:${port}`;
const quiet = '--log.level=warn';

/** How each program is started; nothing for an exporter of a server that there is not. */
export const launches: Readonly<Record<Program, (facts: LaunchFacts) => Launch | undefined>> = {
  prometheus: ({ ports, folder }) => ({
    args: [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      listen(ports.prometheus),
      quiet,
    ],
    env: {},
    files: ['prometheus.yml', 'rules.yml'],
    readyPath: '/-/ready',
  }),
  alertmanager: ({ ports, folder }) => ({
    args: [
      `--config.file=${folder}/alertmanager.yml`,
      `--storage.path=${folder}/data`,
      listen(ports.alertmanager),
      // Without others it need not listen for them.
      '--cluster.listen-address=',
      quiet,
    ],
    env: {},
    files: ['alertmanager.yml', tokenName],
    readyPath: '/-/ready',
  }),
  postgres_exporter: ({ command, ports, postgres, scale }) =>
    postgres && {
      args: [listen(ports.postgres_exporter), quiet, ...flagsForNewPostgres(command)],
      env: {
        DATA_SOURCE_URI:
          `${postgres.host}:${postgres.port}/${encodeURIComponent(postgres.database)}?sslmode=disable` +
          // In whole seconds.
          `&connect_timeout=${Math.max(1, Math.round(2 * scale))}`,
        DATA_SOURCE_USER: postgres.user,
        DATA_SOURCE_PASS: postgres.password,
      },
      readyPath: '/',
    },
  redis_exporter: ({ ports, redis, scale }) =>
    redis && {
      args: [],
      env: {
        REDIS_EXPORTER_WEB_LISTEN_ADDRESS: `127.0.0.1:${ports.redis_exporter}`,
        REDIS_EXPORTER_CONNECTION_TIMEOUT: `${Math.round(3000 * scale)}ms`,
        REDIS_EXPORTER_CONFIG_COMMAND: '-',
        REDIS_ADDR: `redis://${redis.host}:${redis.port}`,
        ...(redis.user === undefined ? {} : { REDIS_USER: redis.user }),
        ...(redis.password === undefined ? {} : { REDIS_PASSWORD: redis.password }),
      },
      readyPath: '/health',
    },
  blackbox_exporter: ({ ports, folder }) => ({
    args: [`--config.file=${folder}/blackbox.yml`, listen(ports.blackbox_exporter), quiet],
    env: {},
    files: ['blackbox.yml'],
    readyPath: '/-/healthy',
  }),
  node_exporter: ({ ports }) => ({ args: [listen(ports.node_exporter), quiet], env: {}, readyPath: '/' }),
};
