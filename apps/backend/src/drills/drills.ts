import { z } from 'zod';
import type { Drill } from '../api/shapes.ts';
import type { Database } from '../database/database.ts';
import { ProblemError } from '../http/problem.ts';
import type { AlertGroup } from '../incidents/alert.ts';
import type { Writers } from '../incidents/writers.ts';
import type { Redis } from '../redis/redis.ts';
import { rehearse } from './rehearse.ts';

/** Channel on which replicas hear that a drill was stored; the message is its id. */
export const drillChannel = 'arq:drills';

/** Made up by whoever holds the drill, and impossible to guess: nobody else can read it. In lower case, as PostgreSQL gives it. */
export const DrillId = z.uuid().toLowerCase();

/** Longer than any smoke test runs. What is older was left behind by one that was killed. */
const longestMinutes = 10;

/**
 * What the smoke test writes and reads in place of an incident, so that a release can be proven among users: an incident
 * would be on their pages, in the uptime and in the metrics, and a flag that hides it has to be heeded by every query,
 * which a release from before the flag does not do.
 *
 * So the alert goes through everything that makes an incident of it and is rolled back, and what came of it is stored in
 * a table that nothing else reads. Committing, reading and announcing are thus as real as for an incident.
 */
export class Drills {
  private readonly database: Database;
  private readonly writers: Writers;
  private readonly redis: Redis;

  constructor(database: Database, writers: Writers, redis: Redis) {
    this.database = database;
    this.writers = writers;
    this.redis = redis;
  }

  /**
   * Stores a drill, in place of one with its id, and announces it through Redis alone. Streams of incidents look into
   * PostgreSQL every few seconds anyway, and would hide that no message gets through.
   * @throws ProblemError `unavailable`, which says so if the drill was stored all the same
   */
  async hold(id: string, { alerts }: AlertGroup): Promise<Drill> {
    const drill = await this.writers.write(async (connection): Promise<Drill> => {
      const now = new Date();
      await connection.query(`delete from drills where created_at < $1::timestamptz - make_interval(mins => $2)`, [
        now,
        longestMinutes,
      ]);
      const events = await rehearse(connection, alerts, now);
      await connection.query(
        `insert into drills (id, content, created_at) values ($1, $2, $3)
         on conflict (id) do update set content = excluded.content, created_at = excluded.created_at`,
        [id, JSON.stringify(events), now],
      );
      return { id, at: now.toISOString(), events };
    });
    await this.announce(id);
    return drill;
  }

  private async announce(id: string): Promise<void> {
    try {
      await this.redis.run((client) => client.publish(drillChannel, id));
    } catch (error) {
      throw new ProblemError('unavailable', {
        detail: 'The drill was stored, but its announcement could not be sent.',
        headers: { 'Retry-After': '5' },
        cause: error,
      });
    }
  }

  /** A drill that is stored; `undefined` if there is none. */
  async find(id: string): Promise<Drill | undefined> {
    const [row] = await this.database.query<{ content: Drill['events']; created_at: string }>(
      'select content, created_at from drills where id = $1',
      [id],
    );
    return row && { id, at: row.created_at, events: row.content };
  }

  /** Removes what is left of a drill; that nothing is left is fine. */
  async remove(id: string): Promise<void> {
    await this.database.query('delete from drills where id = $1', [id]);
  }
}
