import { readdirSync } from 'node:fs';
import type { RuleCase } from './rule-case.ts';

const folder = new URL('cases/', import.meta.url);

/** Every case of every file of the folder `cases`. */
export const cases: readonly RuleCase[] = await load();

async function load(): Promise<RuleCase[]> {
  const found: RuleCase[] = [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  // One by one: Jest cannot link two modules at the same time.
  for (const name of files.sort()) {
    const module: { cases?: readonly RuleCase[] } = await import(new URL(name, folder).href);
    found.push(...(module.cases ?? []));
  }
  return found;
}
