import type { Cleanup } from './cleanup.ts';
import { startAlertmanager, startPrometheus } from './servers/alerting.ts';
import { type RunningBackend, type RunningProgram, startBackend, startFrontend } from './servers/arq.ts';
import { type ObservedPostgres, startObservedPostgres } from './servers/postgres.ts';
import { startObservedRedis } from './servers/redis.ts';
import { startSecurePage } from './servers/secure-page.ts';

/** The servers that exporters watch, on free ports of the loopback interface; each starts when somebody asks for it. */
export class Stage {
  readonly root: string;
  readonly cleanup: Cleanup;
  readonly #started = new Map<string, Promise<unknown>>();

  constructor(root: string, cleanup: Cleanup) {
    this.root = root;
    this.cleanup = cleanup;
  }

  postgres(): Promise<ObservedPostgres> {
    return this.#once('postgres', () => startObservedPostgres(this.root, this.cleanup));
  }

  redis(): Promise<string> {
    return this.#once('redis', () => startObservedRedis(this.cleanup));
  }

  backend(): Promise<RunningBackend> {
    return this.#once('backend', async () => {
      const [{ url: databaseUrl }, redisUrl] = [await this.postgres(), await this.redis()];
      return startBackend(this.root, { databaseUrl, redisUrl }, this.cleanup);
    });
  }

  frontend(): Promise<RunningProgram> {
    return this.#once('frontend', async () => startFrontend(this.root, (await this.backend()).url, this.cleanup));
  }

  /** `<host>:<port>` */
  alertmanager(): Promise<string> {
    return this.#once('alertmanager', async () => {
      const { url, alertsToken } = await this.backend();
      return startAlertmanager({ url: `${url}/api/v1/alerts`, token: alertsToken }, this.cleanup);
    });
  }

  /** `<host>:<port>` */
  prometheus(): Promise<string> {
    return this.#once('prometheus', async () => startPrometheus(await this.alertmanager(), this.cleanup));
  }

  securePage(): Promise<string> {
    return this.#once('secure page', () => startSecurePage(this.cleanup));
  }

  #once<T>(name: string, begin: () => Promise<T>): Promise<T> {
    const started = (this.#started.get(name) as Promise<T> | undefined) ?? begin();
    this.#started.set(name, started);
    return started;
  }
}
