/** Samples every ten seconds, of which one a minute is kept. */
const kept = 6;

/**
 * The same series with one sample a minute.
 * @throws Error for values that are not written as `from+stepxcount`
 */
export function everyMinute(series: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(series).map(([name, values]) => [name, sparse(values)]));
}

function sparse(values: string): string {
  const samples = values.split(' ').flatMap((stretch) => {
    const [, from, step, count] = /^([\d.e-]+)([+-][\d.e-]+)x(\d+)$/.exec(stretch) ?? [];
    if (count === undefined) throw new Error(`series of a rule case: "${stretch}" is not written as from+stepxcount`);
    return Array.from({ length: Number(count) + 1 }, (_, index) => Number(from) + index * Number(step));
  });
  return samples
    .filter((_, index) => index % kept === 0)
    .map((value) => `${Number(value.toPrecision(12))} _x${kept - 1}`)
    .join(' ');
}
