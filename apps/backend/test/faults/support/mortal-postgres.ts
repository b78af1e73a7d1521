import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type DevelopmentPostgres, startPostgres } from '../../../../../dev/postgres/postgres.ts';
import { system } from '../../../../../dev/postgres/programs.ts';
import { freeze, thaw } from './processes.ts';

/** A PostgreSQL server that can die and come back, at the same address and with the same data. */
export class MortalPostgres {
  private readonly directory: string;
  private server: DevelopmentPostgres;

  /** @param directory what to keep the data in instead of a temporary folder; it stays */
  static async start(directory?: string): Promise<MortalPostgres> {
    const own = directory ?? mkdtempSync(join(tmpdir(), 'arq-faults-'));
    // For root, another user runs the server.
    chmodSync(own, 0o755);
    const postgres = new MortalPostgres(own, await launch(own));
    // What was committed has to survive the death of the process, as it does in the cluster.
    await postgres.ask('alter role arq set synchronous_commit = on');
    return postgres;
  }

  private constructor(directory: string, server: DevelopmentPostgres) {
    this.directory = directory;
    this.server = server;
  }

  get url(): string {
    return this.server.url;
  }

  get port(): number {
    return this.server.port;
  }

  /** Ends it without a word, children included. */
  async kill(): Promise<void> {
    await this.server.kill();
  }

  /** As `pg_ctl stop -m fast`: connections are told, what was committed is written. */
  async stop(): Promise<void> {
    await this.server.close();
  }

  /** Comes back after its end. */
  async revive(): Promise<void> {
    this.server = await launch(this.directory, this.server.port);
  }

  freeze(): void {
    freeze(this.server.pid);
  }

  thaw(): void {
    thaw(this.server.pid);
  }

  /** Runs a statement on a connection of its own, as the owner of the database. */
  async ask(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const client = await this.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** A connection of its own. */
  async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.url });
    // The server may end while it is open.
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  async close(): Promise<void> {
    await this.server.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function launch(dataDirectory: string, port?: number): Promise<DevelopmentPostgres> {
  return startPostgres({
    dataDirectory,
    ...(port === undefined ? {} : { port }),
    ...(process.env['ARQ_REAL_SERVERS'] === '1' ? { programs: [system] } : {}),
  });
}
