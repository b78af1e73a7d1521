import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../logging/logger.ts';
import { type Blocker, describeBlockers, Observer } from './observer.ts';
import type { Query } from './record.ts';

export interface SessionOptions {
  readonly connection: pg.ClientConfig;
  readonly logger: Logger;
  /** Ends whatever the session does. */
  readonly signal: AbortSignal;
  /** Told whom the session waits for, each time that it is looked at. */
  readonly onWait: (blockers: readonly Blocker[]) => void;
}

const connectMilliseconds = 5_000;
/** After this a statement that takes longer is looked at, so that the log can say what it waits for. */
const watchMilliseconds = 1_000;
/** A server that has not ended a statement by then, when asked to, is not going to answer. */
const cancelMilliseconds = 3_000;

/** One connection for a transaction, which can be given up at any moment, also if the server is silent. */
export class Session {
  private readonly client: pg.Client;
  private readonly socket = new Socket();
  private readonly options: SessionOptions;
  private readonly closing = new AbortController();
  private observer: Observer | undefined;

  /** @throws Error of PostgreSQL or of the network */
  static async open(options: SessionOptions): Promise<Session> {
    options.signal.throwIfAborted();
    const session = new Session(options);
    options.signal.addEventListener('abort', session.onAbort, { once: true });
    try {
      await session.connect();
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  private constructor(options: SessionOptions) {
    this.options = options;
    this.client = new pg.Client({
      ...options.connection,
      application_name: 'arq-migrate',
      connectionTimeoutMillis: connectMilliseconds,
      keepAlive: true,
      stream: () => this.socket,
    });
    // Without a listener a connection that breaks would end the program.
    this.client.on('error', (error) => options.logger.debug('the connection was lost', { error }));
  }

  /** Runs a statement, unless the session has been given up. */
  readonly query: Query = async (text, values) => {
    this.options.signal.throwIfAborted();
    return this.client.query(text, values as unknown[]);
  };

  /**
   * Runs something in a transaction; what it throws undoes all of it.
   * @param milliseconds that a statement may take, also if this process is gone by then
   * @param mode a look sees one moment, and cannot change anything
   */
  async transaction<T>(milliseconds: number, mode: 'change' | 'look', run: (query: Query) => Promise<T>): Promise<T> {
    await this.query(mode === 'change' ? 'begin' : 'begin isolation level repeatable read, read only');
    try {
      await this.query("select set_config('statement_timeout', $1, true)", [String(Math.max(1, milliseconds))]);
      const result = await run(this.query);
      await this.query('commit');
      return result;
    } catch (error) {
      // Not by way of query, which starts nothing after the end; a connection that is gone has rolled back as well.
      await this.client.query('rollback').catch(() => {});
      throw error;
    }
  }

  async close(): Promise<void> {
    this.options.signal.removeEventListener('abort', this.onAbort);
    this.closing.abort();
    // A server that hangs does not say goodbye.
    await Promise.race([this.client.end().catch(() => {}), sleep(watchMilliseconds, undefined, { ref: false })]);
    this.socket.destroy();
  }

  private async connect(): Promise<void> {
    await this.client.connect();
    const { rows } = await this.query(
      // A migration counts its time in UTC; one that was frozen while it holds locks is ended for the others' sake.
      `select pg_backend_pid() as pid, set_config('TimeZone', 'UTC', false),
         set_config('idle_in_transaction_session_timeout', '30s', false)`,
    );
    this.observer = new Observer(this.options.connection, rows[0]?.['pid'] as number);
    // A program that was killed would otherwise keep its locks until its statement ends. Windows cannot tell.
    await this.query("select set_config('client_connection_check_interval', '1s', false)").catch(() => {});
    void this.watch(this.observer);
  }

  private async watch(observer: Observer): Promise<void> {
    const { signal } = this.closing;
    let said = '';
    while (!signal.aborted) {
      await sleep(watchMilliseconds, undefined, { ref: false, signal }).catch(() => {});
      if (signal.aborted) return;
      const blockers = await observer.blockers().catch(() => []);
      if (blockers.length > 0) this.options.onWait(blockers);
      const saying = describeBlockers(blockers);
      if (saying && saying !== said) this.options.logger.info(`waits for ${saying}`);
      said = saying;
    }
  }

  private readonly onAbort = () => {
    void this.giveUp();
  };

  private async giveUp(): Promise<void> {
    const { observer, socket } = this;
    if (!observer) {
      socket.destroy();
      return;
    }
    const { signal } = this.closing;
    void sleep(cancelMilliseconds, undefined, { ref: false, signal }).then(
      () => socket.destroy(),
      () => {},
    );
    try {
      this.options.onWait(await observer.blockers());
      await observer.cancel();
    } catch {
      // Who cannot be asked cannot be told either; the server notices that nobody listens any more.
      socket.destroy();
    }
  }
}
