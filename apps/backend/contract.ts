/**
 * What the backend promises to whatever runs it. The program and the manifests both import this, so that a port, a path
 * or a time limit is written once.
 */
export const contract = {
  /** Port that serves the API. */
  port: 3001,
  /** Private port with metrics only; in the cluster no edge route leads there. */
  metricsPort: 9464,
  paths: {
    /** Prefix of everything that the backend serves. */
    api: '/api',
    /** State of the platform, and the release that serves it. */
    status: '/api/v1/status',
    /** Server-sent events, which last as long as somebody listens. */
    stream: '/api/v1/status/stream',
    /** Alertmanager's webhook. */
    alerts: '/api/v1/alerts',
    /** Where the smoke test proves writing and reading, by drills that nobody else sees. */
    drills: '/api/v1/drills',
    /** Where the sign-in provider sends browsers back to; it has to be registered there. */
    signInCallback: '/api/v1/auth/callback',
    /** Answers as long as the process does; touches no dependency. */
    liveness: '/api/v1/health',
    /** Answers 200 while PostgreSQL and Redis do, otherwise 503. */
    readiness: '/api/v1/health/readiness',
    /** Prometheus format. */
    metrics: '/api/v1/metrics',
  },
  /**
   * Bounds of the histogram of requests, in seconds. 0.3 and 1 are what alerts compare with, and there are finite bounds
   * above them: a quantile cannot be told beyond the last.
   */
  requestBuckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 0.5, 1, 2.5, 5, 10],
  /** Programs of the image beside the server, as a container's command. */
  programs: {
    /** Brings the database to the shape that this version needs. */
    migrate: ['/nodejs/bin/node', 'build/migrate.mjs', 'up'],
    /** Tries a running backend or frontend as its users would. */
    smoke: ['/nodejs/bin/node', 'build/smoke.mjs'],
  },
  timeouts: {
    /** Migrations have ended by then, the pulling of the image and further attempts included. */
    migrationJobSeconds: 1200,
    /** One attempt has given up by then; three of them, their pauses and the pulling of the image fit into the Job's time. */
    migrationSeconds: 300,
    /** The smoke test has given up by then. */
    smokeSeconds: 60,
    /** The same, with the pulling of its image. */
    smokeJobSeconds: 180,
    /** The liveness route answers within this, or the process is stuck. */
    livenessSeconds: 1,
    /** Each dependency is given up on after this. */
    readinessSeconds: 2,
    /** Open requests are finished within this after SIGTERM. */
    drainSeconds: 20,
  },
  /**
   * Live releases that can be rolled back to, as many as Kubernetes keeps old revisions of a workload. Migrations take
   * nothing away that one of them needs.
   */
  rollbackReleases: 3,
  /** Connections to PostgreSQL of a migration: one that works, and one that sees whom it waits for. */
  migrationConnections: 2,
  /** Connections to PostgreSQL per process. */
  databasePoolSize: 10,
  /** Waits in an image that has a Node.js binary and nothing else. */
  sleepCommand: (seconds: number) => ['/nodejs/bin/node', '-e', `setTimeout(() => {}, ${seconds * 1000})`],
  /** Environment variables beside those of the connections. */
  variables: {
    port: 'PORT',
    metricsPort: 'METRICS_PORT',
    publicUrl: 'PUBLIC_URL',
    logLevel: 'LOG_LEVEL',
    /** Key that signs session cookies, in a file. */
    sessionSecretFile: 'SESSION_SECRET_FILE',
    /** Bearer token of Alertmanager's webhook, in a file. */
    alertsTokenFile: 'ALERTS_TOKEN_FILE',
    /** Seconds that one attempt at the migrations may take. */
    migrationDeadline: 'MIGRATION_DEADLINE_SECONDS',
    /** Live releases before this one that a contract migration waits for. */
    migrationRollbackReleases: 'MIGRATION_ROLLBACK_RELEASES',
    /** Proxies whose `X-Forwarded-For` names the caller. */
    trustProxy: 'TRUST_PROXY',
    /** OpenID Connect provider for operators; without one nobody can sign in. */
    oidcIssuer: 'OIDC_ISSUER',
    oidcClientId: 'OIDC_CLIENT_ID',
    oidcClientSecretFile: 'OIDC_CLIENT_SECRET_FILE',
  },
  /** Environment variables of the smoke test: what it tries, one of them at least, and seconds that it may take. */
  smokeVariables: {
    backendUrl: 'SMOKE_BACKEND_URL',
    frontendUrl: 'SMOKE_FRONTEND_URL',
    deadline: 'SMOKE_DEADLINE_SECONDS',
  },
  /** Keys of the backend's own Secret. */
  secretKeys: {
    sessionSecret: 'session-secret',
    alertsToken: 'alerts-token',
    oidcClientSecret: 'oidc-client-secret',
  },
} as const;
