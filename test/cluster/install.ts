import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AddOn, installArguments } from './add-ons.ts';
import type { Cluster } from './cluster.ts';

/**
 * Installs an add-on by Helm, and waits until it is ready.
 * @param overrides values that a cluster of one small node needs otherwise; `null` takes one out
 */
export function install(cluster: Cluster, addOn: AddOn, overrides: object = {}): void {
  const folder = mkdtempSync(join(tmpdir(), 'arq-values-'));
  try {
    const files = [addOn.values, overrides].map((values, index) => {
      const file = join(folder, `${index}.json`);
      writeFileSync(file, JSON.stringify(values));
      return file;
    });
    cluster.helm(installArguments(addOn, files));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
