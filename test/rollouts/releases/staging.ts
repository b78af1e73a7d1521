import { expect } from '@jest/globals';
import type { KubernetesObject } from '../../../charts/constructs/kubernetes/manifest.ts';
import { until } from '../../live/readings/until.ts';
import { committedImages, type Images, manifestsWith, namespace, type Service } from '../delivery/manifests.ts';
import { sync } from '../delivery/sync.ts';
import { Cluster } from '../stack/cluster.ts';
import type { Change } from './fate.ts';
import { History } from './history.ts';
import { Journal } from './journal.ts';
import { analysisRuns, Observer, patience, replicaSets } from './observer.ts';

const services: readonly Service[] = ['arq-backend', 'arq-frontend'];

/** Staging on a cluster of its own, which is released to again and again. */
export class Staging extends Observer {
  readonly cluster: Cluster;

  static async create(): Promise<Staging> {
    return new Staging(await Cluster.start());
  }

  private constructor(cluster: Cluster) {
    super(cluster.api);
    this.cluster = cluster;
  }

  /**
   * Runs a scenario from a first release on, on an empty namespace.
   * @throws Error with what the programs wrote
   */
  async scenario(run: (first: Colours) => Promise<void>): Promise<void> {
    const journal = new Journal();
    const name = expect.getState().currentTestName ?? '';
    try {
      await this.clear();
      const first = await this.releaseFirst();
      journal.begin();
      await run(first);
      journal.end(name, 'passed');
    } catch (error) {
      journal.end(name, 'failed');
      throw new Error(`${(error as Error).message}\n${await this.report()}`, { cause: error });
    } finally {
      this.history?.stop();
    }
  }

  /**
   * Has other images in Git, and syncs.
   * @param fate what becomes of the new images, the same for each of them
   */
  async release(images: Partial<Images>, fate: Change = {}): Promise<void> {
    for (const image of Object.values(images)) this.cluster.fates.set(image, fate);
    this.images = { ...this.images, ...images };
    await this.sync();
  }

  /** Applies what is in Git. */
  sync(): Promise<void> {
    return sync(this.api, this.cluster.kubectl, this.manifests);
  }

  /** What is in Git. */
  get manifests(): KubernetesObject[] {
    return manifestsWith(this.images);
  }

  async stop(): Promise<void> {
    await this.cluster.stop();
  }

  private async releaseFirst(): Promise<Colours> {
    await this.sync();
    for (const service of services) {
      await this.untilPhase(service, 'Healthy');
      await this.untilReplicas(service, await this.colour(service), 2);
      await this.untilPhase(service, 'Healthy');
    }
    this.history = await History.begin(this.api);
    return { 'arq-backend': await this.colour('arq-backend'), 'arq-frontend': await this.colour('arq-frontend') };
  }

  private async clear(): Promise<void> {
    this.cluster.fates.clear();
    this.images = committedImages;
    const own = this.manifests.filter(({ kind }) => kind !== 'Namespace');
    await this.cluster.kubectl.run(['delete', '-f', '-', '--ignore-not-found', '--cascade=foreground'], own);
    await until('nothing of the scenario before is left', patience, async () => {
      const left = await Promise.all(
        [replicaSets, analysisRuns, `/api/v1/namespaces/${namespace}/pods`].map((path) => this.api.list(path)),
      );
      const names = left.flat().map(({ metadata }) => metadata.name);
      return names.length === 0 ? undefined : names.join(', ');
    });
  }

  /** Rollouts, analyses and moves as they are now, and the logs. */
  private async report(): Promise<string> {
    const lines: string[] = [];
    for (const service of services) {
      const rollout = await this.rollout(service).catch(() => undefined);
      lines.push(`${service}: ${JSON.stringify(rollout?.['status'])}`);
      for (const run of await this.analyses(service).catch(() => [])) lines.push(`  ${JSON.stringify(run)}`);
      for (const name of [service, `${service}-preview`]) {
        lines.push(`  ${name} has led to ${this.history?.coloursOf(name).join(', ')}`);
      }
    }
    return [...lines, this.cluster.logs()].join('\n');
  }
}

/** Hash of the first revision of each service. */
export type Colours = Readonly<Record<Service, string>>;
