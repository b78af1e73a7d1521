import type { UptimeHistory } from '../api/shapes.ts';
import type { Database } from '../database/database.ts';
import { uptime } from './uptime.ts';

/** As long as browsers keep it, too. */
const freshMilliseconds = 30_000;

/** Uptime reads every critical incident of the period, and everybody may ask for it: it is worked out twice a minute. */
export class UptimeCache {
  private readonly database: Database;
  private readonly answers = new Map<number, { readonly history: Promise<UptimeHistory>; readonly at: number }>();

  constructor(database: Database) {
    this.database = database;
  }

  /** An incident has changed. */
  clear(): void {
    this.answers.clear();
  }

  /** @param days 1 to 365, so that no more than so many answers are kept */
  read(days: number): Promise<UptimeHistory> {
    const known = this.answers.get(days);
    if (known && performance.now() - known.at < freshMilliseconds) return known.history;
    const history = uptime(this.database, days, new Date());
    this.answers.set(days, { history, at: performance.now() });
    // A failure is not worth keeping.
    history.catch(() => this.answers.delete(days));
    return history;
  }
}
