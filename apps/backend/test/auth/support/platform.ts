import express from 'express';
import { createClient } from 'redis';
import { redisForTests } from '../../../../../dev/test-servers.ts';
import { type Route, route } from '../../../src/api/route.ts';
import { type Authentication, type AuthenticationOptions, createAuthentication } from '../../../src/auth/index.ts';
import { errorHandler } from '../../../src/http/error-handler.ts';
import { mount } from '../../../src/http/mount.ts';
import { Observation } from '../../../src/http/observation.ts';
import { Browser } from './browser.ts';
import { CapturedLog } from './captured-log.ts';
import { FaultyLink } from './faulty-link.ts';
import { TestProvider } from './provider.ts';
import { LoopbackServer } from './server.ts';

export interface PlatformOptions {
  /** @default the address that the backend listens on */
  readonly publicUrl?: URL;
  /** @default true */
  readonly hasProvider?: boolean;
  /** The ID token holds name and roles itself. */
  readonly idTokenHasClaims?: boolean;
  readonly rolesClaim?: string;
}

export type Platform = Awaited<ReturnType<typeof startPlatform>>;

/** A backend with sign-in and two routes to protect, a provider, and Redis behind a link that can fail. */
export async function startPlatform(options: PlatformOptions = {}) {
  const server = await LoopbackServer.start();
  const publicUrl = options.publicUrl ?? server.address;
  const provider = await TestProvider.start([`${publicUrl.origin}/api/v1/auth/callback`], options.idTokenHasClaims);
  const redis = await redisForTests();
  const link = await FaultyLink.start(new URL(redis.url));
  const client = await connected(link.url);
  const inspector = await connected(redis.url);
  const log = new CapturedLog();
  const clock = { offsetSeconds: 0 };
  const secrets = { current: ['the-first-secret-of-the-sessions'] };

  const settings: AuthenticationOptions = {
    ...(options.hasProvider === false ? {} : { provider: providerOptions(provider, options.rolesClaim) }),
    publicUrl,
    sessionSecrets: () => secrets.current,
    redis: client,
    logger: log,
    now: () => new Date(Date.now() + clock.offsetSeconds * 1000),
  };
  const problems: unknown[] = [];
  server.serve(application(createAuthentication(settings), log, problems));

  return {
    provider,
    link,
    /** A connection to Redis that does not fail. */
    inspector,
    log,
    clock,
    secrets,
    settings,
    /** What the error handler was given. */
    problems,
    address: server.address,
    publicUrl,
    browser: () => new Browser({ address: server.address, publicUrl }),
    /** Starts the backend anew, with other settings. */
    serve: (changes: Partial<AuthenticationOptions>) =>
      server.serve(application(createAuthentication({ ...settings, ...changes }), log, problems)),
    close: async () => {
      client.destroy();
      inspector.destroy();
      await Promise.all([server.stop(), provider.stop(), link.cut()]);
      await redis.close();
    },
  };
}

function providerOptions(provider: TestProvider, rolesClaim = 'roles') {
  return {
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: () => provider.clientSecret,
    rolesClaim,
    operatorRole: 'arq-operator',
  };
}

async function connected(url: string) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: () => 20 },
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

function application(authentication: Authentication, log: CapturedLog, problems: unknown[]) {
  const app = express();
  app.use((_request, response, next) => {
    response.locals['observation'] = new Observation('test-request', () => {});
    next();
  });
  app.use(
    mount([...authentication.routes, ...protectedRoutes(authentication)], {
      access: {
        public: [],
        session: [authentication.session],
        operator: [authentication.session, authentication.requireOperator],
        alertmanager: [],
      },
      limits: { none: [], read: [], write: [], 'sign-in': [] },
    }),
  );
  app.use(((error, _request, _response, next) => {
    problems.push(error);
    next(error);
  }) satisfies express.ErrorRequestHandler);
  app.use(errorHandler({ ...logger(log), debug: () => {}, isDebugEnabled: () => false }));
  return app;
}

function logger(log: CapturedLog) {
  return {
    info: log.info.bind(log),
    warn: log.warn.bind(log),
    error: log.error.bind(log),
  };
}

function protectedRoutes({ operatorOf }: Authentication): Route[] {
  const entry = { summary: 'For tests', access: 'operator', rateLimit: 'none', responses: {} } as const;
  return [
    route({
      ...entry,
      method: 'post',
      path: '/api/v1/write',
      operation: 'write',
      handle: ({ request }) => ({ status: 200, body: operatorOf(request) }),
    }),
    route({
      ...entry,
      method: 'get',
      path: '/api/v1/read',
      operation: 'read',
      handle: ({ request }) => ({ status: 200, body: operatorOf(request) }),
    }),
    route({
      ...entry,
      access: 'session',
      method: 'get',
      path: '/api/v1/open',
      operation: 'open',
      handle: ({ request }) => ({ status: 200, body: { operator: operatorOf(request) ?? null } }),
    }),
  ];
}
