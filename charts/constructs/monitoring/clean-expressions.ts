import type { MetricCatalogue } from './catalogue/metric-catalogue.ts';

const clean = new WeakMap<MetricCatalogue, Set<string>>();

/**
 * Runs a check, unless the same text was found to be clean before. Environments differ by the name of their namespace, and
 * little else: three of them cost as much as one.
 * @param text all that the check looks at, without what differs between environments
 */
export function checkOnce(catalogue: MetricCatalogue, text: string, check: () => string[]): string[] {
  const known = clean.get(catalogue) ?? new Set();
  clean.set(catalogue, known);
  if (known.has(text)) return [];
  const mistakes = check();
  if (mistakes.length === 0) known.add(text);
  return mistakes;
}
