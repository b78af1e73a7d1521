import { type ChildProcess, execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresProps } from '@arq/constructs';
import { freePort, postgresPrograms } from '../../dev/servers.ts';
import { postgres, resources, shop, web } from '../support/fixture.ts';
import { EmittedContainer, end, type Outcome } from './emitted-container.ts';

/** Passwords with what shells and SQL could stumble over. */
export const passwords = {
  password: `r'ol"e \\ $pass`,
  'superuser-password': `su'per \\ "$user`,
  'exporter-password': `ex'por"ter \\ $`,
};

/** What a server is started for. */
export interface PostgresCase extends Partial<Omit<PostgresProps, 'resources'>> {
  /** Memory limit. */
  readonly memory?: string;
}

/** Major version of the installed PostgreSQL; images of other versions are emitted differently. */
function majorVersion(programs: string): number {
  const version = execFileSync(join(programs, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(/\d+/.exec(version)?.[0]);
}

/** A client that may open 2 connections in each of at most 4 pods. */
export function shopDatabase({ memory = '512Mi', ...props }: PostgresCase, major: number) {
  const environment = shop();
  const limits = { ...resources, memory: { request: memory, limit: memory } };
  const image = `registry.example/postgres:${major}.0`;
  const database = postgres(environment, { image, resources: limits, ...props });
  web(environment, { uses: [database.connection.withPool(2)] });
  return environment;
}

/**
 * PostgreSQL as emitted, started in the steps of the official image: initialise an empty volume, run the scripts against
 * a temporary server that listens on the socket only, and start the server.
 */
export class PostgresServer {
  readonly container: EmittedContainer;
  readonly role: string;
  readonly database: string;
  private process?: ChildProcess;
  /** Everything that it has written to the log. */
  log = '';

  /** A server that is ready. */
  static async start(given: PostgresCase = {}): Promise<PostgresServer> {
    const server = new PostgresServer(given, await freePort());
    try {
      await server.initialise();
      await server.launch();
      return server;
    } catch (error) {
      await server.remove();
      throw new Error(`${(error as Error).message}\n${server.log}`);
    }
  }

  private constructor(given: PostgresCase, port: number) {
    const programs = postgresPrograms();
    this.role = given.user ?? 'shop';
    this.database = given.database ?? 'shop';
    this.container = new EmittedContainer(shopDatabase(given, majorVersion(programs)), 'shop-db', {
      secrets: { 'shop-db': passwords },
      programs,
      port,
    });
  }

  /** Starts the server and waits until it serves. */
  async launch(): Promise<void> {
    // The fixture's server would listen on all addresses of this machine.
    await this.boot('-c', 'listen_addresses=127.0.0.1');
  }

  /** Sends a signal, and waits for the end of the process. */
  async stop(signal: NodeJS.Signals): Promise<void> {
    if (this.process) await end(this.process, signal);
    this.process = undefined;
  }

  /** Sends a signal, and does not wait. */
  signal(signal: NodeJS.Signals): void {
    this.process?.kill(signal);
  }

  /** Runs SQL as the application does: over TCP, with a password. */
  asRole(sql: string, options: { user?: string; database?: string; password?: string } = {}): Promise<Outcome> {
    const { user = this.role, database = this.database, password = passwords.password } = options;
    const environment = { PGHOST: '127.0.0.1', PGUSER: user, PGDATABASE: database, PGPASSWORD: password };
    return this.psql(sql, environment);
  }

  /** Runs SQL as an administrator does: within the pod, through the socket. */
  asAdministrator(sql: string, environment: Record<string, string> = {}): Promise<Outcome> {
    const administrator = { PGUSER: 'postgres', PGDATABASE: 'postgres', PGPASSWORD: passwords['superuser-password'] };
    return this.psql(sql, { PGHOST: this.socketDirectory, ...administrator, ...environment });
  }

  /** A single value that an administrator reads. */
  async value(sql: string): Promise<string> {
    const { status, stdout, stderr } = await this.asAdministrator(sql);
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  }

  /** Opens a connection of the role, and keeps it. */
  async openConnection(): Promise<ChildProcess> {
    const environment = { PGHOST: '127.0.0.1', PGUSER: this.role, PGDATABASE: this.database };
    const env = { ...this.variables, ...environment, PGPASSWORD: passwords.password };
    const client = this.container.start(['psql', '--no-psqlrc'], { env });
    await new Promise((resolve, reject) => {
      client.stdout?.once('data', resolve);
      client.once('exit', () => reject(new Error('the connection was refused')));
      client.stdin?.write('SELECT 1;\n');
    });
    return client;
  }

  /** Runs the emitted scripts, as the image does or, without a password, as an administrator does later. */
  async runScripts(environment: Record<string, string>): Promise<Outcome[]> {
    const directory = this.container.path('/docker-entrypoint-initdb.d');
    const env = { ...this.variables, PGHOST: this.socketDirectory, ...environment };
    const outcomes: Outcome[] = [];
    for (const script of readdirSync(directory).sort()) {
      outcomes.push(await this.container.run([join(directory, script)], { env }));
    }
    return outcomes;
  }

  /** Kills what still runs and removes all files. */
  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    await this.container.remove();
  }

  private async initialise(): Promise<void> {
    await this.createCluster();
    await this.boot('-c', 'listen_addresses=');
    const failed = (await this.runScripts({ PGPASSWORD: passwords['superuser-password'] })).filter(
      ({ status, stderr }) => status !== 0 || stderr !== '',
    );
    await this.stop('SIGINT');
    if (failed.length > 0) throw new Error(failed.map(({ stderr }) => stderr).join());
  }

  /** As initdb wants a user with a name, another one runs it for root. The image lends the pod's user a name instead. */
  private async createCluster(): Promise<void> {
    const { PGDATA = '', POSTGRES_USER, POSTGRES_INITDB_ARGS = '' } = this.container.variables;
    const named = this.container.user.uid === undefined ? {} : { uid: 65534, gid: 65534 };
    const scratch = mkdtempSync(join(tmpdir(), 'arq-initdb-'));
    const passwordFile = join(scratch, 'password');
    writeFileSync(passwordFile, `${passwords['superuser-password']}\n`);
    if (named.uid !== undefined) for (const path of [scratch, passwordFile]) chownSync(path, named.uid, named.gid);
    const options = [`--username=${POSTGRES_USER}`, `--pwfile=${passwordFile}`, '--no-sync'];
    const cluster = join(scratch, 'data');
    const command = ['initdb', ...options, ...POSTGRES_INITDB_ARGS.split(' ').filter(Boolean), cluster];
    try {
      const { status, stdout, stderr } = await this.container.run(command, { ...named, cwd: scratch, seconds: 60 });
      if (status !== 0) throw new Error(stdout + stderr);
      execFileSync('mkdir', ['-p', join(PGDATA, '..')]);
      execFileSync('mv', [cluster, PGDATA]);
      const { uid, gid } = this.container.user;
      if (uid !== undefined) execFileSync('chown', ['-R', `${uid}:${gid}`, PGDATA]);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }

  private async boot(...extra: string[]): Promise<void> {
    const started = this.container.start([...this.container.args, ...extra], { env: this.variables });
    this.process = started;
    const from = this.log.length;
    await new Promise<void>((resolve, reject) => {
      started.stderr?.on('data', (data) => {
        this.log += data;
        if (this.log.slice(from).includes('ready to accept connections')) resolve();
      });
      started.once('error', reject);
      started.once('exit', (status) => reject(new Error(`PostgreSQL ended with ${status}`)));
    });
  }

  private psql(sql: string, environment: Record<string, string>): Promise<Outcome> {
    const env = { ...this.variables, ...environment };
    const options = ['--no-psqlrc', '--tuples-only', '--no-align', '--no-password', '--set=ON_ERROR_STOP=1'];
    return this.container.run(['psql', ...options, `--command=${sql}`], { env });
  }

  /** PostgreSQL and its clients take the port from here; the emitted configuration leaves the default one. */
  private get variables(): Record<string, string> {
    return { ...this.container.variables, PGPORT: String(this.container.port) };
  }

  private get socketDirectory(): string {
    return this.container.path('/var/run/postgresql');
  }
}
