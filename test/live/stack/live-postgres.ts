import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { WatchedPostgres } from '../../../dev/monitoring/launch.ts';
import { type DevelopmentPostgres, startPostgres } from '../../../dev/postgres/postgres.ts';
import { system } from '../../../dev/postgres/programs.ts';
import { freeze, thaw } from './freeze.ts';

/** PostgreSQL of the system, which keeps its port, its data and its passwords when it is started again. */
export class LivePostgres {
  private server: DevelopmentPostgres;
  private readonly folder: string;

  /** @param folder one that every user may enter, since PostgreSQL does not run as root */
  static async start(folder: string, port: number): Promise<LivePostgres> {
    const dataDirectory = join(folder, 'postgres');
    return new LivePostgres(dataDirectory, await launch(dataDirectory, port));
  }

  private constructor(folder: string, server: DevelopmentPostgres) {
    this.folder = folder;
    this.server = server;
  }

  get pid(): number {
    return this.server.pid;
  }

  get port(): number {
    return this.server.port;
  }

  /** For the backend; through another port, if one is given. */
  url(port = this.port): string {
    const url = new URL(this.server.url);
    url.port = String(port);
    return url.href;
  }

  /** For the exporter, which sees statistics and no table. */
  get watched(): WatchedPostgres {
    const { exporter, port } = this.server;
    if (exporter === undefined) throw new Error('PostgreSQL was started without a role for its exporter');
    return { host: '127.0.0.1', port, database: 'postgres', ...exporter };
  }

  async kill(): Promise<void> {
    await this.server.kill();
  }

  async startAgain(): Promise<void> {
    this.server = await launch(this.folder, this.port);
  }

  freeze(): void {
    freeze(this.pid);
  }

  thaw(): void {
    thaw(this.pid);
  }

  async close(): Promise<void> {
    await this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function launch(dataDirectory: string, port: number): Promise<DevelopmentPostgres> {
  return startPostgres({ dataDirectory, port, programs: [system], exporter: true });
}
