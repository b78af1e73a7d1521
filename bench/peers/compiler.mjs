import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Counts the cpu time of esbuild. It is a process of its own that ends a moment after the program that started it, so the
 * kernel adds its time to nobody's.
 */
export class Compiler {
  /** @param {string} folder for its own use */
  constructor(folder) {
    this.report = join(folder, 'esbuild-time.txt');
    const wrapper = join(folder, 'esbuild.sh');
    const program = createRequire(createRequire(import.meta.url).resolve('esbuild')).resolve(binary());
    const timed = `{ time '${program}' "$@" 2>&3; } 2>'${this.report}.new'; mv '${this.report}.new' '${this.report}'`;
    writeFileSync(wrapper, `#!/usr/bin/env bash\nexec 3>&2\nLC_ALL=C\nTIMEFORMAT='%3U %3S'\n${timed}\n`);
    chmodSync(wrapper, 0o755);
    this.env = { ESBUILD_BINARY_PATH: wrapper };
  }

  /** Forgets the last run. */
  reset() {
    rmSync(this.report, { force: true });
  }

  /** Seconds of user and system time of the last run, once it has ended. */
  seconds() {
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let waited = 0; !existsSync(this.report); waited += 10) {
      if (waited > 5000) throw new Error('esbuild has not been started, or does not end');
      Atomics.wait(pause, 0, 0, 10);
    }
    const [user, system] = readFileSync(this.report, 'utf8').trim().split(' ').map(Number);
    return user + system;
  }
}

function binary() {
  return `@esbuild/${process.platform}-${process.arch}/bin/esbuild`;
}
