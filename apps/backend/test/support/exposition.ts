/** One line of the metrics. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Metrics in the format of Prometheus, read back. */
export interface Exposition {
  readonly samples: readonly Sample[];
  readonly help: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
  /** Sum of what matches; `undefined` if nothing does. */
  value(name: string, labels?: Readonly<Record<string, string>>): number | undefined;
}

export async function scrape(metricsUrl: string): Promise<Exposition> {
  const response = await fetch(metricsUrl);
  if (!response.ok) throw new Error(`${metricsUrl} answers ${response.status}`);
  const text = await response.text();
  const lines = text.split('\n');
  const samples = lines.filter((line) => line !== '' && !line.startsWith('#')).map(sampleOf);
  const comments = (kind: string) =>
    new Map(
      lines
        .filter((line) => line.startsWith(`# ${kind} `))
        .map((line) => line.split(' ').slice(2))
        .map(([name = '', ...rest]) => [name, rest.join(' ')]),
    );
  return {
    samples,
    help: comments('HELP'),
    types: comments('TYPE'),
    value: (name, labels = {}) => {
      const found = samples.filter(
        (sample) =>
          sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
      );
      return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
    },
  };
}

function sampleOf(line: string): Sample {
  const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (name === '') throw new Error(`this is no sample: ${line}`);
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', text = '']) => [label, text]);
  return { name, labels: Object.fromEntries(pairs), value: Number(value) };
}

/** Series of the program's own metrics; those of Node.js come and go by themselves. */
export function ownSeries({ samples }: Exposition): string[] {
  return samples
    .filter(({ name }) => /^(http|arq)_/.test(name))
    .map(({ name, labels }) => `${name}${JSON.stringify(labels)}`)
    .sort();
}
