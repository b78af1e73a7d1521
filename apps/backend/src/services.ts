import { contract } from '../contract.ts';
import type { PlatformStatus } from './api/shapes.ts';
import type { Configuration } from './config/configuration.ts';
import { createDatabase, type Database } from './database/database.ts';
import { migrationsFolder, newestMigration, requireSchema } from './database/schema.ts';
import { DrillStreams } from './drills/drill-streams.ts';
import { Drills, drillChannel } from './drills/drills.ts';
import { DependencyCheck } from './health/dependency-check.ts';
import { Readiness } from './health/readiness.ts';
import { createRecorder, type Recorder, wakeChannel } from './incidents/recorder.ts';
import { Writers } from './incidents/writers.ts';
import type { Logger } from './logging/logger.ts';
import { createMetrics, type Dependency, type Metrics } from './metrics/metrics.ts';
import { createRedis, type Redis } from './redis/redis.ts';
import { LatencyHistory } from './status/latency.ts';
import { Sampler } from './status/sampler.ts';
import { Status } from './status/status.ts';
import { EventStream } from './status/stream.ts';
import { UptimeCache } from './status/uptime-cache.ts';

/** What the routes are made of. */
export interface Services {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly redis: Redis;
  readonly readiness: Readiness;
  readonly writers: Writers;
  readonly recorder: Recorder;
  readonly status: Status;
  readonly uptime: UptimeCache;
  readonly stream: EventStream;
  readonly sampler: Sampler;
  readonly drills: Drills;
  readonly drillStreams: DrillStreams;
}

/** Connects the parts. Nothing waits for a dependency: the program listens first, and is ready when they answer. */
export function createServices(
  configuration: Configuration,
  logger: Logger,
  quietRoutes: ReadonlySet<string>,
): Services {
  const release = releaseOf(configuration);
  const metrics = createMetrics();
  metrics.build.set({ version: release.version, commit: release.commit, colour: release.colour ?? '' }, 1);
  const schema = newestMigration(migrationsFolder);
  const database = createDatabase(configuration, logger, metrics);
  const redis = createRedis(configuration, logger, metrics);
  const checks = {
    database: check('database', () => requireSchema(database, schema), metrics),
    redis: check('redis', () => redis.ping(), metrics),
  };
  const latency = new LatencyHistory(redis);
  const status = new Status({ database, checks, latency, release, logger, metrics });
  const uptime = new UptimeCache(database);
  const stream = new EventStream(database, logger, metrics);
  const sampler = new Sampler({ database, redis, latency, status, stream, metrics, quietRoutes });
  const wake = () => {
    status.invalidate();
    uptime.clear();
    stream.wake();
    sampler.publishSoon();
  };
  redis.subscribe(wakeChannel, wake);
  const writers = new Writers(database);
  const drills = new Drills(database, writers, redis);
  const drillStreams = new DrillStreams(drills, logger);
  redis.subscribe(drillChannel, (id) => void drillStreams.announce(id));
  return {
    logger,
    metrics,
    database,
    redis,
    writers,
    readiness: new Readiness(checks.database, checks.redis),
    recorder: createRecorder(redis, logger, metrics, wake),
    status,
    uptime,
    stream,
    sampler,
    drills,
    drillStreams,
  };
}

function releaseOf({ values }: Configuration): PlatformStatus['release'] {
  return { version: values.RELEASE_VERSION, commit: values.RELEASE_COMMIT, colour: values.RELEASE_COLOUR ?? null };
}

/** Given up on early enough that the probe still gets an answer. */
function check(dependency: Extract<Dependency, 'database' | 'redis'>, ask: () => Promise<void>, metrics: Metrics) {
  metrics.dependencyUp.set({ dependency }, 0);
  return new DependencyCheck(ask, contract.timeouts.readinessSeconds * 1_000, (outcome) => {
    metrics.dependencyUp.set({ dependency }, outcome === 'ok' ? 1 : 0);
  });
}
