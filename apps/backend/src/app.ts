import cors from 'cors';
import express, { type Express, type RequestHandler } from 'express';
import { contract } from '../contract.ts';
import { openApi } from './api/openapi.ts';
import { type Route, route } from './api/route.ts';
import { createAuthentication } from './auth/index.ts';
import type { Configuration } from './config/configuration.ts';
import { linesOf, type Secret } from './config/secret.ts';
import { drillRoutes } from './drills/routes.ts';
import { healthRoutes } from './health/routes.ts';
import { bearerToken } from './http/bearer-token.ts';
import { errorHandler, notFound } from './http/error-handler.ts';
import { mount } from './http/mount.ts';
import { initialiseRequestMetrics, observe } from './http/observation.ts';
import { rateLimits } from './http/rate-limits.ts';
import { securityHeaders } from './http/security-headers.ts';
import { alertRoute } from './incidents/alert-route.ts';
import { incidentRoutes } from './incidents/routes.ts';
import { metricsRoute } from './metrics/route.ts';
import type { Services } from './services.ts';
import { statusRoutes } from './status/routes.ts';

/** Routes that are asked every few seconds, and are no part of what users wait for. */
export const quietRoutes: ReadonlySet<string> = new Set([
  contract.paths.liveness,
  contract.paths.readiness,
  contract.paths.metrics,
]);

/** The API: what is asked passes through here from top to bottom. */
export function createApp(configuration: Configuration, services: Services): Express {
  const { values } = configuration;
  const { logger, metrics } = services;
  const authentication = createAuthentication({
    provider: providerOf(configuration),
    publicUrl: values.PUBLIC_URL,
    sessionSecrets: () => linesOf(required(configuration, 'SESSION_SECRET')()),
    redis: services.redis.client,
    logger,
  });
  const routes = withDocument(configuration, [
    ...healthRoutes(services.readiness),
    ...(values.METRICS_PORT === undefined ? [metricsRoute(metrics)] : []),
    ...statusRoutes(services),
    ...incidentRoutes({ ...services, operatorOf: authentication.operatorOf }),
    ...drillRoutes(services.drills),
    alertRoute(services.writers, services.recorder, logger, metrics),
    ...authentication.routes,
  ]);
  initialiseRequestMetrics(metrics, routes);

  const app = express();
  app.disable('x-powered-by');
  // What is asked for again has mostly changed, and a digest of each answer costs more than it saves.
  app.disable('etag');
  app.set('trust proxy', values.TRUST_PROXY.length > 0 ? values.TRUST_PROXY : false);
  app.use(observe(logger, metrics, quietRoutes));
  app.use(securityHeaders(values.PUBLIC_URL));
  if (values.CORS_ORIGINS.length > 0) app.use(readableFrom(values.CORS_ORIGINS));
  app.use(
    mount(routes, {
      limits: values.RATE_LIMITS ? rateLimits(services.redis, logger, metrics) : noLimits,
      access: {
        public: [],
        session: [authentication.session],
        operator: [authentication.session, authentication.requireOperator],
        alertmanager: [bearerToken(required(configuration, 'ALERTS_TOKEN'))],
      },
    }),
  );
  app.use(notFound);
  app.use(errorHandler(logger));
  return app;
}

const noLimits = { none: [], read: [], write: [], 'sign-in': [] };

function providerOf({ values, secret }: Configuration) {
  if (!values.OIDC_ISSUER || !values.OIDC_CLIENT_ID) return undefined;
  return {
    issuer: values.OIDC_ISSUER,
    clientId: values.OIDC_CLIENT_ID,
    clientSecret: secret('OIDC_CLIENT_SECRET'),
    rolesClaim: values.OIDC_ROLES_CLAIM,
    operatorRole: values.OIDC_OPERATOR_ROLE,
  };
}

function required({ secret }: Configuration, name: 'SESSION_SECRET' | 'ALERTS_TOKEN'): Secret {
  const found = secret(name);
  if (!found) throw new Error(`${name} passed the check of the configuration without a value`);
  return found;
}

/** The table documents itself, and its document is one of its routes. */
function withDocument({ values }: Configuration, routes: readonly Route[]): Route[] {
  const document = route({
    method: 'get',
    path: '/api/v1/openapi.json',
    operation: 'getOpenApi',
    summary: 'This document',
    access: 'public',
    rateLimit: 'read',
    responses: { 200: { description: 'OpenAPI 3.1' } },
    handle: () => ({ status: 200, body: content, headers: { 'Cache-Control': 'public, max-age=300' } }),
  });
  const all = [...routes, document];
  const content = openApi(all, { version: values.RELEASE_VERSION, publicUrl: values.PUBLIC_URL });
  return all;
}

/** Pages of other origins may read; writing takes a session, and its cookie is not for them. */
function readableFrom(origins: readonly string[]): RequestHandler {
  return cors({
    origin: [...origins],
    methods: ['GET', 'HEAD'],
    exposedHeaders: ['X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'Retry-After'],
    maxAge: 600,
  });
}
