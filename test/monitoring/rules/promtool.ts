import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** An installed promtool. */
export interface Promtool {
  readonly path: string;
  readonly version: string;
  /** Version and place, for titles: 'promtool 2.42.0 (/usr/bin/promtool)'. */
  readonly name: string;
}

/**
 * The promtools to test with: the one on the path, and that of Prometheus 3, which is PROMTOOL3, else `promtool3` on the
 * path, else what `go install` built. The two read ranges differently (3 leaves their older end out).
 * @throws Error if there is none, or PROMTOOL3 does not run: rules that nobody evaluated are not tested
 */
export function installedPromtools(): Promtool[] {
  const named = process.env['PROMTOOL3'];
  const third = onPath(named ?? 'promtool3');
  if (named !== undefined && (third === undefined || promtoolAt(third).length === 0)) {
    throw new Error(`PROMTOOL3: "${named}" does not run; name the promtool of Prometheus 3, or unset it`);
  }
  const paths = [onPath('promtool'), third ?? builtByGo()];
  const found = [...new Set(paths)].flatMap((path) => (path === undefined ? [] : promtoolAt(path)));
  if (found.length === 0) {
    throw new Error('no promtool is installed; "apt-get install prometheus" brings one, or name one by PROMTOOL3');
  }
  return found;
}

/** What is left unknown by these promtools, in the words of the check; undefined if nothing is. */
export function notRun(promtools: readonly Promtool[]): string | undefined {
  return promtools.some(({ version }) => !version.startsWith('2.'))
    ? undefined
    : 'alert rules by Prometheus 3: not run: its promtool is not installed; name it by PROMTOOL3';
}

/**
 * Runs test files in one process.
 * @returns what failed in each, in their order; undefined where nothing did
 */
export async function testRules({ path }: Promtool, folder: string, files: readonly string[]) {
  // A file keeps both streams in order, and a full pipe cannot stop the program.
  const log = join(folder, `${files[0]}.log`);
  const output = openSync(log, 'w');
  await new Promise<void>((done, fail) => {
    const child = spawn(path, ['test', 'rules', ...files], { cwd: folder, stdio: ['ignore', output, output] });
    child.on('error', fail).on('close', () => done());
  });
  closeSync(output);
  const text = readFileSync(log, 'utf8');
  const verdicts = readVerdicts(text);
  return files.map((file) => {
    if (!verdicts.has(file)) throw new Error(`${path} says nothing of ${file}, only this: ${text.slice(-2_000)}`);
    return verdicts.get(file);
  });
}

/** What `promtool check rules` says of a rule file, if it finds fault with it. */
export function lint({ path }: Promtool, file: string): string | undefined {
  const { status, stdout, stderr } = start(path, 'check', 'rules', '--lint=all', '--lint-fatal', file);
  return status === 0 ? undefined : `exit code ${status}: ${stdout}${stderr}`;
}

/** Failures by file: each has a heading, then SUCCESS or what failed. */
function readVerdicts(log: string): Map<string, string | undefined> {
  const sections = log.split(/^(?:Unit Testing: |Processing test file:) /m).slice(1);
  return new Map(
    sections.map((section) => {
      const end = section.indexOf('\n');
      const text = section.slice(end + 1).trim();
      return [section.slice(0, end).trim(), text === 'SUCCESS' ? undefined : text];
    }),
  );
}

/** One, or none if nothing runs there. */
function promtoolAt(path: string): Promtool[] {
  const { status, stdout, stderr } = start(path, '--version');
  if (status !== 0) return [];
  // What "go install" built carries no version.
  const version = /version (\d[\d.]*)/.exec(`${stdout}${stderr}`)?.[1] ?? 'without a version';
  return [{ path, version, name: `promtool ${version} (${path})` }];
}

function onPath(program: string): string | undefined {
  const { status, stdout } = start('sh', '-c', 'command -v "$1"', 'sh', program);
  return status === 0 ? resolve(stdout.trim()) : undefined;
}

function builtByGo(): string | undefined {
  const { status, stdout } = start('go', 'env', 'GOPATH');
  return status === 0 ? join(stdout.trim(), 'bin/promtool') : undefined;
}

function start(program: string, ...args: readonly string[]) {
  return spawnSync(program, args, { encoding: 'utf8', env: process.env });
}
