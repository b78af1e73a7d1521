import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const backend = join(dirname(fileURLToPath(import.meta.url)), '../..');
const builds = join(backend, '../../build/test-backend');
/** What the programs are made of. */
const sources = [
  ...['src', 'smoke', 'migrations', 'contract.ts', 'build.mjs', 'package.json', '../../package-lock.json'],
  ...['test/support/build-backend.mjs', 'test/support/log-driver.ts'],
];
/** A build that nobody has asked for in this time is of sources that have changed since. */
const keptMilliseconds = 60 * 60_000;

/** The bundled programs, as an image holds them. */
export interface Programs {
  readonly server: string;
  readonly migrate: string;
  readonly smoke: string;
  /** The logger alone, for tests of it. */
  readonly logDriver: string;
}

let built: Programs | undefined;

/**
 * Builds the programs, unless these very sources have been built before. Test files that run at the same time may all
 * call this: the folder appears complete or not at all.
 */
export function programs(): Programs {
  built ??= programsIn(build());
  return built;
}

function programsIn(folder: string): Programs {
  const program = (name: string) => join(folder, 'program', `${name}.mjs`);
  return {
    server: program('server'),
    migrate: program('migrate'),
    smoke: program('smoke'),
    logDriver: program('log-driver'),
  };
}

function build(): string {
  const folder = join(builds, hashOfSources());
  if (!existsSync(folder)) {
    mkdirSync(builds, { recursive: true });
    const draft = mkdtempSync(join(builds, 'draft-'));
    execFileSync(process.execPath, [join(backend, 'test/support/build-backend.mjs'), draft], { stdio: 'pipe' });
    publish(draft, folder);
    removeOld();
  }
  const now = new Date();
  utimesSync(folder, now, now);
  return folder;
}

function publish(draft: string, folder: string): void {
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Somebody else was faster with the same.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

function removeOld(): void {
  for (const name of readdirSync(builds)) {
    const path = join(builds, name);
    const { mtimeMs = Date.now() } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > keptMilliseconds) rmSync(path, { recursive: true, force: true });
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesOf(join(backend, source)))
      hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
