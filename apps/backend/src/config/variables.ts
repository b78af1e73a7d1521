import { z } from 'zod';
import { contract } from '../../contract.ts';
import { flag, integer, list, network, port, text, url, variable } from './variable.ts';

/** Values on lines of their own. Each of them opens the door, so the weakest counts, and an empty line would be one too. */
const keys = z
  .string()
  .refine(
    (lines) => lines.split('\n').every((key) => key.trim().length >= 24),
    'has a line shorter than 24 characters',
  );

/** Every environment variable that the backend reads; secrets also as `<NAME>_FILE`. */
export const variables = {
  NODE_ENV: variable({
    about: 'production writes the log as JSON; anything else is for people',
    example: 'production',
    schema: z
      .enum(['production', 'development', 'test'], 'is none of production, development, test')
      .default('production'),
  }),
  HOST: variable({
    about: 'address to listen on; all of them by default, since containers are reached from outside',
    example: '127.0.0.1',
    schema: text.optional(),
  }),
  PORT: variable({ about: 'port of the API', example: '3001', schema: port.default(contract.port) }),
  METRICS_PORT: variable({
    about: 'private port for metrics; without it they are served on the port of the API',
    example: '9464',
    schema: port.optional(),
  }),
  PUBLIC_URL: variable({
    about: 'where users reach the platform',
    example: 'https://arq.example.com',
    schema: url('https:', 'http:'),
  }),
  LOG_LEVEL: variable({
    about: 'least level that is logged',
    example: 'info',
    schema: z.enum(['error', 'warn', 'info', 'debug'], 'is none of error, warn, info, debug').default('info'),
  }),
  LOG_FILE: variable({
    about: 'file that the log goes to as well, in 5 pieces of 5 MB',
    example: '/var/log/arq/backend.log',
    schema: text.optional(),
  }),
  DATABASE_URL: variable({
    about: 'PostgreSQL in one URL, instead of the DATABASE_ variables that follow',
    example: 'postgres://arq:…@127.0.0.1:5432/arq',
    schema: url('postgres:', 'postgresql:').optional(),
    secret: true,
  }),
  DATABASE_HOST: variable({ about: 'host of PostgreSQL', example: 'arq-postgres', schema: text.optional() }),
  DATABASE_PORT: variable({ about: 'port of PostgreSQL', example: '5432', schema: port.default(5432) }),
  DATABASE_NAME: variable({ about: 'database', example: 'arq', schema: text.optional() }),
  DATABASE_USER: variable({ about: 'role', example: 'arq', schema: text.optional() }),
  DATABASE_PASSWORD: variable({ about: 'password of the role', example: '…', schema: text.optional(), secret: true }),
  DATABASE_POOL_SIZE: variable({
    about: 'connections per process',
    example: '10',
    schema: integer(1, 1000).default(contract.databasePoolSize),
  }),
  MIGRATION_DEADLINE_SECONDS: variable({
    about: 'how long the migrations of a release may take, waiting included; the Job allows for three attempts',
    example: '300',
    schema: integer(1, 3_600).default(contract.timeouts.migrationSeconds),
  }),
  MIGRATION_ROLLBACK_RELEASES: variable({
    about: 'live releases before this one that can be rolled back to; a contract migration waits for each of them',
    example: '3',
    schema: integer(1, 20).default(contract.rollbackReleases),
  }),
  REDIS_URL: variable({
    about: 'Redis in one URL, instead of the REDIS_ variables that follow',
    example: 'redis://127.0.0.1:6379',
    schema: url('redis:', 'rediss:').optional(),
    secret: true,
  }),
  REDIS_HOST: variable({ about: 'host of Redis', example: 'arq-redis', schema: text.optional() }),
  REDIS_PORT: variable({ about: 'port of Redis', example: '6379', schema: port.default(6379) }),
  REDIS_USER: variable({ about: 'user of Redis', example: 'arq', schema: text.optional() }),
  REDIS_PASSWORD: variable({ about: 'password of the user', example: '…', schema: text.optional(), secret: true }),
  SESSION_SECRET: variable({
    about: 'key that signs session cookies; several, newest first, on lines of their own',
    example: 'what `openssl rand -base64 32` prints',
    schema: keys,
    secret: true,
  }),
  ALERTS_TOKEN: variable({
    about: "bearer token of Alertmanager's webhook; several, on lines of their own, while one replaces another",
    example: 'what `openssl rand -base64 32` prints',
    schema: keys,
    secret: true,
  }),
  OIDC_ISSUER: variable({
    about: 'OpenID Connect provider for operators; without one, writes are off',
    example: 'https://id.example.com',
    schema: url('https:', 'http:').optional(),
  }),
  OIDC_CLIENT_ID: variable({ about: 'client at the provider', example: 'arq', schema: text.optional() }),
  OIDC_CLIENT_SECRET: variable({
    about: 'secret of the client; none for a public client',
    example: '…',
    schema: text.optional(),
    secret: true,
  }),
  OIDC_ROLES_CLAIM: variable({
    about: 'claim with the roles, dots for nesting',
    example: 'realm_access.roles',
    schema: text.default('roles'),
  }),
  OIDC_OPERATOR_ROLE: variable({
    about: 'role that may acknowledge, resolve and comment',
    example: 'arq-operator',
    schema: text.default('arq-operator'),
  }),
  CORS_ORIGINS: variable({
    about: 'other origins whose pages may read the API, comma-separated',
    example: 'https://wall.example.com,https://ops.example.com',
    schema: list
      .pipe(
        z.array(
          z
            .string()
            .refine(
              (origin) => URL.canParse(origin) && new URL(origin).origin === origin,
              'names something that is not an origin',
            ),
        ),
      )
      .default([]),
  }),
  TRUST_PROXY: variable({
    about: 'proxies in front, whose X-Forwarded-For counts: addresses and networks, comma-separated',
    example: 'loopback, 10.0.0.0/8',
    schema: list.pipe(z.array(network)).default([]),
  }),
  RATE_LIMITS: variable({
    about: 'whether callers are limited; false only behind something that does it',
    example: 'true',
    schema: flag.default(true),
  }),
  SHUTDOWN_DELAY_SECONDS: variable({
    about: 'how long to go on taking requests after SIGTERM, so that clients hear on their open connections of its end',
    example: '5',
    schema: integer(0, 10).default(2),
  }),
  RELEASE_VERSION: variable({ about: 'version of the release', example: '1.4.2', schema: text.default('0.0.0') }),
  RELEASE_COMMIT: variable({ about: 'commit of the release', example: 'a1b2c3d', schema: text.default('unknown') }),
  RELEASE_COLOUR: variable({
    about: 'colour of a blue-green release',
    example: 'blue',
    schema: z.enum(['blue', 'green'], 'is neither blue nor green').optional(),
  }),
} as const;

export type VariableName = keyof typeof variables;
