import type { Readiness as Answer } from '../api/shapes.ts';
import type { DependencyCheck } from './dependency-check.ts';

/** Whether this replica should take traffic. */
export class Readiness {
  private readonly database: DependencyCheck;
  private readonly redis: DependencyCheck;
  private isDraining = false;
  private wasReady = false;

  constructor(database: DependencyCheck, redis: DependencyCheck) {
    this.database = database;
    this.redis = redis;
  }

  /** From now on the answer is no, whatever the dependencies say. */
  drain(): void {
    this.isDraining = true;
  }

  /** The same shape in every state. Never rejects. */
  async answer(): Promise<Answer> {
    const [database, redis] = this.isDraining
      ? [this.database.outcome, this.redis.outcome]
      : await Promise.all([this.database.check(), this.redis.check()]);
    return {
      status: this.statusFor(database === 'ok' && redis === 'ok'),
      checks: { database, redis },
      timestamp: new Date().toISOString(),
    };
  }

  private statusFor(isHealthy: boolean): Answer['status'] {
    if (this.isDraining) return 'draining';
    if (isHealthy) this.wasReady = true;
    if (isHealthy) return 'ok';
    return this.wasReady ? 'degraded' : 'starting';
  }
}
