import { type ChildProcess, execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import pg from 'pg';
import { postgresForTests } from '../../../../dev/test-servers.ts';
import { programs } from '../support/programs.ts';

/** How a run of the program ended. */
export interface Ending {
  readonly code: number | null;
  /** What it wrote, to standard output and error. */
  readonly output: string;
}

const opened: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** SQL that makes and unmakes a table. */
export const table = (name: string) =>
  `-- Up Migration\ncreate table ${name} (id int);\n-- Down Migration\ndrop table ${name};\n`;
/** SQL that takes a table away. */
export const without = (name: string) =>
  `-- Up Migration\ndrop table ${name};\n-- Down Migration\ncreate table ${name} (id int);\n`;
/** SQL of one statement that nobody undoes. */
export const statement = (sql: string) => `-- Up Migration\n${sql};\n-- Down Migration\nselect 1;\n`;

/** A release as its image holds it: the program, and beside it the migrations of this release. */
export class TestRelease {
  readonly commit: string;
  private readonly folder: string;

  /** @param commit twelve digits or more, or `unknown` */
  constructor(commit: string, files: Readonly<Record<string, string>>) {
    this.commit = commit;
    this.folder = mkdtempSync(join(tmpdir(), 'arq-release-'));
    opened.push(() => rmSync(this.folder, { recursive: true }));
    for (const name of ['build', 'migrations']) mkdirSync(join(this.folder, name));
    copyFileSync(programs().migrate, join(this.folder, 'build/migrate.mjs'));
    for (const [name, sql] of Object.entries(files)) writeFileSync(join(this.folder, 'migrations', `${name}.sql`), sql);
  }

  /** Runs the program to its end. */
  async migrate(url: string, args = ['up'], environment: Readonly<Record<string, string>> = {}): Promise<Ending> {
    return this.start(url, args, environment).ended;
  }

  /** Starts the program. */
  start(
    url: string,
    args = ['up'],
    environment: Readonly<Record<string, string>> = {},
  ): { readonly child: ChildProcess; readonly ended: Promise<Ending> } {
    const env = {
      NODE_ENV: 'production',
      DATABASE_URL: url,
      RELEASE_VERSION: '1.0.0',
      RELEASE_COMMIT: this.commit,
      MIGRATION_ROLLBACK_RELEASES: '2',
      ...environment,
    };
    let finish: (ending: Ending) => void = () => {};
    const ended = new Promise<Ending>((resolve) => {
      finish = resolve;
    });
    const program = join(this.folder, 'build/migrate.mjs');
    const child = execFile(process.execPath, [program, ...args], { env }, (_, stdout, stderr) =>
      finish({ code: child.exitCode, output: stdout + stderr }),
    );
    return { child, ended };
  }
}

/** A database to which releases are deployed. */
export class TestEnvironment {
  readonly url: string;
  readonly client: pg.Client;
  private live: pg.Client | undefined;

  static async start(): Promise<TestEnvironment> {
    const server = await postgresForTests();
    opened.push(() => server.close());
    const environment = new TestEnvironment(server.url);
    await environment.client.connect();
    return environment;
  }

  private constructor(url: string) {
    this.url = url;
    this.client = this.clientNamed('psql');
  }

  /** Runs the Job of a release and, if it succeeds, lets its pods take over. */
  async deploy(release: TestRelease): Promise<Ending> {
    const ending = await release.migrate(this.url);
    if (ending.code === 0) await this.serve(release.commit);
    return ending;
  }

  /** Lets the pods of a release serve in place of those that do. */
  async serve(commit: string): Promise<void> {
    await this.interrupt();
    this.live = this.clientNamed(commit === 'unknown' ? 'arq-backend' : `arq-backend/${commit.slice(0, 12)}`);
    await this.live.connect();
  }

  /** Nobody is connected for a while, as when pods start again. */
  async interrupt(): Promise<void> {
    await this.live?.end();
    this.live = undefined;
  }

  /** Another session, which is closed at the end. */
  async session(name: string): Promise<pg.Client> {
    const client = this.clientNamed(name);
    await client.connect();
    return client;
  }

  /** Tables of the applications. */
  async tables(): Promise<string[]> {
    const { rows } = await this.client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' and tablename !~ '^schema_' order by 1",
    );
    return rows.map(({ name }) => name);
  }

  /** Sessions of the program that are there, waiting for a lock or not. */
  async runs(): Promise<{ readonly pid: number; readonly waits: boolean }[]> {
    const { rows } = await this.client.query<{ pid: number; waits: boolean }>(
      `select pid, wait_event_type = 'Lock' as waits from pg_stat_activity where application_name = 'arq-migrate'`,
    );
    return rows;
  }

  private clientNamed(name: string): pg.Client {
    const client = new pg.Client({ connectionString: this.url, application_name: name });
    client.on('error', () => {});
    opened.push(() => client.end().catch(() => {}));
    return client;
  }
}
