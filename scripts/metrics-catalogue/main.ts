import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readExposition } from '../../charts/constructs/monitoring/catalogue/exposition.ts';
import type { MetricSet } from '../../charts/constructs/monitoring/catalogue/metric.ts';
import { Cleanup } from './cleanup.ts';
import type { Exporter } from './exporters.ts';
import { differences, isOlder, merged, withDocumentedLabels } from './merge.ts';
import { type Options, readOptions, usage } from './options.ts';
import { Missing } from './program.ts';
import { scrape } from './scrape.ts';
import { readSet, setModule } from './set-file.ts';
import { Stage } from './stage.ts';

/**
 * Writes the catalogue of metrics, or compares it.
 * @returns the exit code: 1 where something failed, or a comparison found a difference
 */
export async function main(root: string, args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(usage);
    return 0;
  }
  const cleanup = new Cleanup();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => cleanup.run().then(() => process.exit(1)));
  try {
    const options = readOptions(args);
    const stage = new Stage(root, cleanup);
    let changes = 0;
    for (const exporter of options.exporters) changes += await update(exporter, options, stage);
    return options.check && changes > 0 ? 1 : 0;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  } finally {
    await cleanup.run();
  }
}

/** Brings one file up to date; the number of differences. */
async function update(exporter: Exporter, options: Options, stage: Stage): Promise<number> {
  const { name, path } = exporter;
  const committed = readSet(stage.root, exporter);
  try {
    const { set: seen, origin } = await read(exporter, options, stage);
    if (committed && !options.named.has(name) && isOlder(seen.version, committed.version)) {
      throw new Missing(`only ${seen.version} is here, which is older; name the exporter to take it all the same`);
    }
    const set = merged(committed, seen);
    const changes = differences(committed, set);
    for (const change of changes) console.log(change);
    if (!options.check) writeFileSync(join(stage.root, path), setModule(stage.root, exporter, set, origin));
    console.log(`${name} ${set.version}: ${Object.keys(set.metrics).length} metrics, ${changes.length} differences`);
    return changes.length;
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    console.log(`${name} ${committed?.version ?? ''}: kept as it is: ${error.message}`);
    return 0;
  }
}

interface Reading {
  readonly set: MetricSet;
  /** Where it is from, for the first line of the file. */
  readonly origin: string;
}

async function read(exporter: Exporter, { running, sources }: Options, stage: Stage): Promise<Reading> {
  const { name, document, start } = exporter;
  const [address, folder] = [running.get(name), sources.get(name)];
  const documented = folder && document?.(folder.from, folder.version);
  if (address) {
    const shown = readExposition(name, address.version, await scrape(address.from, /^# TYPE /m));
    if (!documented) return reading(shown, 'the output of');
    return reading(withDocumentedLabels(shown, documented), 'the output and the sources of');
  }
  if (documented) return reading(documented, 'the sources of');
  if (start) return reading(await start(stage), 'the output of');
  throw new Missing(`it runs in a cluster alone; name it by --running${document ? ' or --sources' : ''}`);
}

const reading = (set: MetricSet, from: string): Reading => ({ set, origin: `${from} ${set.exporter} ${set.version}` });
