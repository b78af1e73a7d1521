import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from './cluster.ts';
import { type Options, readOptions } from './options.ts';
import { type Program, requirePrograms } from './programs.ts';

/** A check that has a cluster of its own. */
export interface ClusterCheck {
  /** Name of the cluster. */
  readonly name: string;
  readonly usage: string;
  readonly programs: readonly Program[];
  /** Namespaces that are looked into when it fails. */
  readonly namespaces: readonly string[];
  readonly run: (cluster: Cluster) => Promise<void>;
}

/**
 * Runs a check from an empty cluster to none.
 * @returns exit code
 */
export async function runCheck(check: ClusterCheck, args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.help) {
      console.log(check.usage);
      return 0;
    }
    requirePrograms(check.programs);
    return await inCluster(check, options);
  } catch (error) {
    console.error(`\n${(error as Error).message}`);
    return 1;
  }
}

async function inCluster({ name, namespaces, run }: ClusterCheck, { keep }: Options): Promise<number> {
  const cluster = new Cluster(name);
  await step('an empty cluster', () => cluster.create());
  try {
    await run(cluster);
    console.log('\nAll of it passed.');
    return 0;
  } catch (error) {
    console.error(`\nFAILED: ${(error as Error).message}`);
    mkdirSync('build/cluster', { recursive: true });
    cluster.dump(namespaces, join('build/cluster', `${name}.txt`));
    return 1;
  } finally {
    if (keep)
      console.log(`\nThe cluster stays: kubectl --context ${cluster.context}; kind delete cluster --name ${name}`);
    else cluster.delete();
  }
}

/** Does something, and says so. */
export async function step<T>(title: string, action: () => T | Promise<T>): Promise<T> {
  console.log(`\n=== ${title}`);
  const start = Date.now();
  const result = await action();
  console.log(`=== ${title}: done in ${Math.round((Date.now() - start) / 1_000)} s`);
  return result;
}
