import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cleanup } from './cleanup.ts';

/** A folder that goes at the end, with files of configuration: JSON is YAML as well. */
export function temporaryFolder(cleanup: Cleanup, files: Readonly<Record<string, object>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'arq-metrics-'));
  cleanup.add(async () => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content));
  return folder;
}
