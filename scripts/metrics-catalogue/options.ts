import { parseArgs } from 'node:util';
import { type Exporter, exporters } from './exporters.ts';

/** Where the metrics of an exporter are to be read from, other than from a program that is started for them. */
export interface Place {
  readonly version: string;
  /** Address of its metrics, or folder of its sources. */
  readonly from: string;
}

export interface Options {
  /** Only tells what would change. */
  readonly check: boolean;
  /** The exporters whose metrics are read. */
  readonly exporters: readonly Exporter[];
  /** Those that were named: an older version may replace their metrics as well. */
  readonly named: ReadonlySet<string>;
  /** Addresses of exporters that run already, by name. */
  readonly running: ReadonlyMap<string, Place>;
  /** Folders with sources, by name. */
  readonly sources: ReadonlyMap<string, Place>;
}

export const usage = `usage: npm run metrics:catalogue -- [EXPORTER …] [--check]
         [--running EXPORTER@VERSION=URL …] [--sources EXPORTER@VERSION=FOLDER …]

Writes the catalogue of metrics from what the exporters (all by default) show: ${exporters.map(({ name }) => name).join(', ')}.
Those that are installed are started here, with PostgreSQL, Redis, the backend, and the frontend as it was built last.
What an exporter of the same version has shown before stays, as it depends on the machine; delete its file to forget it.
An older version than the catalogue's is left alone, unless the exporter is named.

--check    writes nothing; tells what would change, and exits with 1 if anything would
--running  takes the metrics of an exporter that runs elsewhere, as through kubectl port-forward
--sources  takes them from the project's sources, which list them; with --running as well, only the labels: ${exporters
  .filter(({ document }) => document)
  .map(({ name }) => name)
  .join(', ')}`;

/** @throws Error saying what is wrong with the arguments */
export function readOptions(args: readonly string[]): Options {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      check: { type: 'boolean', default: false },
      running: { type: 'string', multiple: true, default: [] },
      sources: { type: 'string', multiple: true, default: [] },
    },
  });
  const [running, sources] = [places('--running', values.running), places('--sources', values.sources)];
  const named = new Set([...positionals, ...running.keys(), ...sources.keys()]);
  const unknown = [...named].find((name) => !exporters.some((exporter) => exporter.name === name));
  if (unknown !== undefined) throw new Error(`${unknown}: no such exporter\n\n${usage}`);
  const undocumented = exporters.find(({ name, document }) => sources.has(name) && !document);
  if (undocumented) throw new Error(`--sources: those of ${undocumented.name} list no metrics\n\n${usage}`);
  const chosen = exporters.filter(({ name }) => named.size === 0 || named.has(name));
  return { check: values.check, exporters: chosen, named, running, sources };
}

function places(option: string, texts: readonly string[]): ReadonlyMap<string, Place> {
  return new Map(
    texts.map((text) => {
      const {
        name = '',
        version = '',
        from = '',
      } = /^(?<name>[^@]+)@v?(?<version>[^=]+)=(?<from>.+)$/.exec(text)?.groups ?? {};
      if (name === '') throw new Error(`${option} ${text}: write EXPORTER@VERSION=…\n\n${usage}`);
      return [name, { version, from }];
    }),
  );
}
