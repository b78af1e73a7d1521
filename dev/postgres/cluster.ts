import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Owner, postgresOwner } from './owner.ts';
import { run } from './run.ts';

/** Name of the database and of the role that owns it, as in the cluster. */
export const databaseName = 'arq';

/** Role of the Prometheus exporter, as in the cluster: it reads statistics, and no table. */
export const exporterRole = 'exporter';

/** A folder with a cluster's data and the password of its role. */
export class ClusterDirectory {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** PostgreSQL's own directory. */
  get data(): string {
    return join(this.path, 'data');
  }

  /** Whether there is a cluster in it. */
  get isInitialised(): boolean {
    return existsSync(this.passwordFile);
  }

  /** Password of the role. */
  get password(): string {
    return readFileSync(this.passwordFile, 'utf8');
  }

  private get passwordFile(): string {
    return join(this.path, 'password');
  }

  /**
   * Makes the role of the Prometheus exporter, unless there is one; the server must not run.
   * @param programs directory with postgres
   * @returns its password
   */
  async ensureExporter(programs: string): Promise<string> {
    const file = join(this.path, 'exporter-password');
    if (!existsSync(file)) {
      const password = randomBytes(24).toString('hex');
      await this.runSql(programs, exporterSql(password), postgresOwner());
      writeFileSync(file, password, { mode: 0o600 });
    }
    return readFileSync(file, 'utf8');
  }

  /**
   * Makes a cluster with the role and its database. Later ones are copied from the first, which takes a fifth of the time.
   * @param programs directory with initdb and postgres
   * @throws Error if the programs cannot be run
   */
  async initialise(programs: string): Promise<void> {
    const owner = postgresOwner();
    const version = await run(join(programs, 'postgres'), ['--version'], { owner });
    const recipe = [
      programs,
      version,
      String(owner?.uid ?? process.getuid?.()),
      ...initdbOptions(version),
      roleSql(''),
    ];
    const key = createHash('sha256').update(recipe.join('\n')).digest('hex').slice(0, 16);
    const template = new ClusterDirectory(resolve('build', 'dev', `postgres-template-${key}`));
    if (template.isInitialised) return template.copyTo(this);
    const scratch = new ClusterDirectory(mkdtempSync(join(tmpdir(), 'arq-initdb-')));
    try {
      await scratch.create(programs, version, owner);
      await scratch.keepAs(template);
      await scratch.copyTo(this);
    } finally {
      rmSync(scratch.path, { recursive: true, force: true });
    }
  }

  private async create(programs: string, version: string, owner: Owner | undefined): Promise<void> {
    if (owner) chownSync(this.path, owner.uid, owner.gid);
    await run(join(programs, 'initdb'), [`--pgdata=${this.data}`, ...initdbOptions(version)], { owner });
    const password = randomBytes(24).toString('hex');
    await this.runSql(programs, roleSql(password), owner);
    writeFileSync(this.passwordFile, password, { mode: 0o600 });
  }

  /** As the superuser, without a server. */
  private async runSql(programs: string, sql: string, owner: Owner | undefined): Promise<void> {
    const single = ['--single', '-F', '-D', this.data, 'postgres'];
    await run(join(programs, 'postgres'), single, { owner, input: sql });
  }

  /** Several processes may do so at once; the first one to finish stays. Without a template the next start is slower. */
  private async keepAs(template: ClusterDirectory): Promise<void> {
    const beside = new ClusterDirectory(`${template.path}.${process.pid}`);
    try {
      await this.copyTo(beside);
      renameSync(beside.path, template.path);
    } catch {
      rmSync(beside.path, { recursive: true, force: true });
    }
  }

  private async copyTo(other: ClusterDirectory): Promise<void> {
    mkdirSync(other.path, { recursive: true });
    await run('cp', ['-Rp', `${this.path}/.`, other.path], { owner: undefined });
  }
}

/** Nobody logs in as the superuser: passwords are asked for over TCP, it has none, and there is no socket. */
function initdbOptions(version: string): string[] {
  const major = Number(/(\d+)/.exec(version)?.[1]);
  // Sorts alike on every machine, and knows letters beyond ASCII, without a locale of the operating system.
  const locale =
    major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C.UTF-8'];
  const authentication = ['--username=postgres', '--auth-host=scram-sha-256', '--auth-local=reject'];
  return [...authentication, '--encoding=UTF8', ...locale, '--wal-segsize=1', '--no-sync'];
}

const roleSql = (password: string) =>
  [
    `CREATE ROLE ${databaseName} LOGIN PASSWORD '${password}'`,
    `CREATE DATABASE ${databaseName} OWNER ${databaseName}`,
    `REVOKE ALL ON DATABASE ${databaseName} FROM PUBLIC`,
    '',
  ].join('\n');

/** The single-user mode takes one statement a line. */
const exporterSql = (password: string) =>
  [
    `DROP ROLE IF EXISTS ${exporterRole}`,
    `CREATE ROLE ${exporterRole} LOGIN CONNECTION LIMIT 3 PASSWORD '${password}' IN ROLE pg_monitor`,
    '',
  ].join('\n');
