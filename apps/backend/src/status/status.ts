import { type PlatformStatus, Severity, Tier, type TierState, type TierStatus } from '../api/shapes.ts';
import type { Database } from '../database/database.ts';
import type { CheckOutcome, DependencyCheck } from '../health/dependency-check.ts';
import type { Logger } from '../logging/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { type ActiveIncidents, activeIncidents, countsOf, stateFrom, sum } from './active-incidents.ts';
import type { LatencyHistory } from './latency.ts';

/** An answer younger than this is given again: the page of a bad day is asked for by everybody. */
const freshMilliseconds = 500;

/** What the status is assembled from. */
export interface StatusOptions {
  readonly database: Database;
  readonly checks: { readonly database: DependencyCheck; readonly redis: DependencyCheck };
  readonly latency: LatencyHistory;
  readonly release: PlatformStatus['release'];
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** How the platform is, from the checks of this replica and the incidents of all. */
export class Status {
  private readonly options: StatusOptions;
  private running: Promise<PlatformStatus> | undefined;
  /** Grows with every change, so that an answer which was begun before one is not taken for what is true after it. */
  private generation = 0;
  private last: { readonly status: PlatformStatus; readonly at: number } | undefined;

  constructor(options: StatusOptions) {
    this.options = options;
    for (const state of ['open', 'acknowledged']) {
      for (const severity of Severity.options) options.metrics.activeIncidents.set({ state, severity }, 0);
    }
  }

  /** Never rejects: that the database is away is an answer as well. */
  read(): Promise<PlatformStatus> {
    if (this.last && performance.now() - this.last.at < freshMilliseconds) return Promise.resolve(this.last.status);
    if (!this.running) {
      const running = this.assemble(this.generation).finally(() => {
        if (this.running === running) this.running = undefined;
      });
      this.running = running;
    }
    return this.running;
  }

  /** The next reader gets what is true now. */
  invalidate(): void {
    this.generation += 1;
    this.last = undefined;
    this.running = undefined;
  }

  private async assemble(generation: number): Promise<PlatformStatus> {
    const { checks, release } = this.options;
    const [databaseOutcome, redisOutcome] = await Promise.all([checks.database.check(), checks.redis.check()]);
    const incidents = databaseOutcome === 'ok' ? await this.activeIncidents() : undefined;
    if (incidents) this.publish(incidents);
    const tiers = Tier.options.map((tier) =>
      this.tier(tier, { database: databaseOutcome, redis: redisOutcome }, incidents),
    );
    const status: PlatformStatus = {
      // Who cannot read the incidents cannot say that there are none.
      state: worst([...tiers.map(({ state }) => state), incidents ? overall(incidents) : 'degraded']),
      timestamp: new Date().toISOString(),
      release,
      tiers,
      incidents: incidents ? countsOf(incidents) : null,
    };
    if (generation === this.generation) this.last = { status, at: performance.now() };
    return status;
  }

  private async activeIncidents(): Promise<ActiveIncidents[] | undefined> {
    try {
      return await activeIncidents(this.options.database);
    } catch (error) {
      this.options.logger.warn('the active incidents could not be read', { error });
      return undefined;
    }
  }

  private tier(
    tier: Tier,
    outcomes: Readonly<Record<'database' | 'redis', CheckOutcome>>,
    incidents: readonly ActiveIncidents[] | undefined,
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

  private publish(incidents: readonly ActiveIncidents[]): void {
    const { activeIncidents } = this.options.metrics;
    for (const state of ['open', 'acknowledged'] as const) {
      for (const severity of Severity.options) {
        const same = incidents.filter((some) => some.state === state && some.severity === severity);
        activeIncidents.set({ state, severity }, sum(same));
      }
    }
  }
}

/** Incidents that belong to no tier weigh too, but alone they take nothing down. */
function overall(incidents: readonly ActiveIncidents[]): TierState {
  return stateFrom(incidents.filter(({ tier }) => tier === null)) === 'operational' ? 'operational' : 'degraded';
}

function worst(states: readonly TierState[]): TierState {
  if (states.includes('outage')) return 'outage';
  return states.includes('degraded') ? 'degraded' : 'operational';
}
