import { type PlatformStatus, Severity, Tier, type TierState, type TierStatus } from '../api/shapes.ts';
import type { Database } from '../database/database.ts';
import type { CheckOutcome, DependencyCheck } from '../health/dependency-check.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { countsOf, type GoingOn, goingOn, stateFrom, sum } from './going-on.ts';
import type { LatencyHistory } from './latency.ts';

/** An answer younger than this is given again: the page of a bad day is asked for by everybody. */
const freshMilliseconds = 500;

export interface StatusOptions {
  readonly database: Database;
  readonly checks: { readonly database: DependencyCheck; readonly redis: DependencyCheck };
  readonly latency: LatencyHistory;
  readonly release: PlatformStatus['release'];
  readonly metrics: Metrics;
}

/** How the platform is, from the checks of this replica and the incidents of all. */
export class Status {
  private readonly options: StatusOptions;
  private running: Promise<PlatformStatus> | undefined;
  private last: { readonly status: PlatformStatus; readonly at: number } | undefined;

  constructor(options: StatusOptions) {
    this.options = options;
    for (const state of ['open', 'acknowledged']) {
      for (const severity of Severity.options) options.metrics.incidentsGoingOn.set({ state, severity }, 0);
    }
  }

  /** Never rejects: that the database is away is an answer as well. */
  read(): Promise<PlatformStatus> {
    if (this.last && performance.now() - this.last.at < freshMilliseconds) return Promise.resolve(this.last.status);
    this.running ??= this.assemble().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** The next reader gets what is true now. */
  invalidate(): void {
    this.last = undefined;
  }

  private async assemble(): Promise<PlatformStatus> {
    const { checks, database, release } = this.options;
    const [databaseOutcome, redisOutcome] = await Promise.all([checks.database.check(), checks.redis.check()]);
    const incidents = databaseOutcome === 'ok' ? await goingOn(database).catch(() => undefined) : undefined;
    if (incidents) this.publish(incidents);
    const tiers = Tier.options.map((tier) =>
      this.tier(tier, { database: databaseOutcome, redis: redisOutcome }, incidents),
    );
    const status: PlatformStatus = {
      state: worst([...tiers.map(({ state }) => state), ...(incidents ? [overall(incidents)] : [])]),
      timestamp: new Date().toISOString(),
      release,
      tiers,
      incidents: incidents ? countsOf(incidents) : null,
    };
    this.last = { status, at: performance.now() };
    return status;
  }

  private tier(
    tier: Tier,
    outcomes: Readonly<Record<'database' | 'redis', CheckOutcome>>,
    incidents: readonly GoingOn[] | undefined,
  ): TierStatus {
    const own = incidents?.filter((some) => some.tier === tier);
    const isAway = tier in outcomes && outcomes[tier as 'database' | 'redis'] !== 'ok';
    return {
      tier,
      state: worst([isAway ? 'outage' : 'operational', own ? stateFrom(own) : 'operational']),
      openIncidents: own ? sum(own) : null,
      latency: [...this.options.latency.of(tier)],
    };
  }

  private publish(incidents: readonly GoingOn[]): void {
    const { incidentsGoingOn } = this.options.metrics;
    for (const state of ['open', 'acknowledged'] as const) {
      for (const severity of Severity.options) {
        const same = incidents.filter((some) => some.state === state && some.severity === severity);
        incidentsGoingOn.set({ state, severity }, sum(same));
      }
    }
  }
}

/** Incidents that belong to no tier weigh too, but alone they take nothing down. */
function overall(incidents: readonly GoingOn[]): TierState {
  return stateFrom(incidents.filter(({ tier }) => tier === null)) === 'operational' ? 'operational' : 'degraded';
}

function worst(states: readonly TierState[]): TierState {
  if (states.includes('outage')) return 'outage';
  return states.includes('degraded') ? 'degraded' : 'operational';
}
