import pg from 'pg';

/** A session that keeps another one waiting. */
export interface Blocker {
  readonly pid: number;
  readonly application: string;
  readonly role: string;
}

/** Such as `pg_dump (pid 123, role backup)`. */
export function describeBlockers(blockers: readonly Blocker[]): string {
  return blockers
    .map(
      ({ pid, application, role }) =>
        `${application || 'a session without a name'} (pid ${pid}, role ${role || 'unknown'})`,
    )
    .join(', ');
}

/** Milliseconds within which an onlooker has its answer or does without. */
const patience = 2_000;

/** Looks at a session from another one, since a session that waits cannot say for whom. */
export class Observer {
  private readonly connection: pg.ClientConfig;
  private readonly pid: number;

  constructor(connection: pg.ClientConfig, pid: number) {
    this.connection = connection;
    this.pid = pid;
  }

  /** Whom the session waits for; nobody if it waits for no lock. */
  async blockers(): Promise<Blocker[]> {
    return this.ask<Blocker>(
      `select distinct blocker.pid, coalesce(application_name, '') as application, coalesce(usename, '') as role
       from unnest(pg_blocking_pids($1)) as blocker (pid) left join pg_stat_activity as activity on activity.pid = blocker.pid
       order by 1`,
    );
  }

  /** Ends the statement that the session runs. */
  async cancel(): Promise<void> {
    await this.ask('select pg_cancel_backend($1)');
  }

  /** A connection for each question: there are few, and none at all if nothing is in the way. */
  private async ask<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
    const client = new pg.Client({
      ...this.connection,
      application_name: 'arq-migrate-observer',
      connectionTimeoutMillis: patience,
      query_timeout: patience,
      statement_timeout: patience,
    });
    // Without a listener a connection that breaks would end the program.
    client.on('error', () => {});
    try {
      await client.connect();
      return (await client.query<Row>(text, [this.pid])).rows;
    } finally {
      void client.end().catch(() => {});
    }
  }
}
