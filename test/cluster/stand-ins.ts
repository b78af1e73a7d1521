import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** Programs that stand in for those that need Docker or a cluster. */
export class StandIns {
  readonly folder = mkdtempSync(join(tmpdir(), 'arq-stand-ins-'));
  readonly #programs = join(this.folder, 'programs');

  constructor() {
    mkdirSync(this.#programs);
  }

  /** A program that notes how it is called, and then does what a shell script says. */
  program(name: string, script: string): void {
    const content = `#!/bin/sh\necho "${name} $*" >> '${this.folder}/calls'\n${script}\n`;
    writeFileSync(join(this.#programs, name), content, { mode: 0o755 });
  }

  /** Writes a file beside them; returns its path. */
  file(name: string, content: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** How the programs were called. */
  calls(): string[] {
    return readFileSync(join(this.folder, 'calls'), 'utf8').trimEnd().split('\n');
  }

  /** Runs a check with nothing on its PATH but them, Node.js and what every machine has. */
  check(file: string, ...args: readonly string[]) {
    const path = [this.#programs, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
    const smoke = { SMOKE_DEADLINE_SECONDS: '1', SMOKE_BACKEND_URL: '', SMOKE_FRONTEND_URL: '' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [join('test/cluster', file), ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...smoke, PATH: path, TMPDIR: this.folder },
    });
    return { status, stdout, stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Titles of the steps that a check has done. */
export function stepsIn(stdout: string): string[] {
  return stdout.match(/(?<=^=== ).*(?=: done in)/gm) ?? [];
}
