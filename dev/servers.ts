import { accessSync, constants, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Where Debian installs the servers of each major version; they are on no path. */
const debianVersions = '/usr/lib/postgresql';

/**
 * The directory with PostgreSQL's programs, all of one version.
 * @throws Error naming the package to install
 */
export function postgresPrograms(): string {
  return directoryOf('postgres', [...searchPath(), ...installedVersions()], 'postgresql');
}

/**
 * The directory with Redis.
 * @throws Error naming the package to install
 */
export function redisPrograms(): string {
  return directoryOf('redis-server', searchPath(), 'redis-server');
}

/** A TCP port of the loopback interface that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function directoryOf(program: string, directories: readonly string[], debianPackage: string): string {
  const found = directories.find((directory) => isExecutable(join(directory, program)));
  if (found) return found;
  throw new Error(`${program} is not installed; these tests need the Debian package ${debianPackage}`);
}

/** The directories in which the shell looks for programs. */
export const searchPath = () => (process.env.PATH ?? '').split(':').filter((directory) => directory !== '');

/** Newest first. */
function installedVersions(): string[] {
  try {
    const majors = readdirSync(debianVersions).sort((a, b) => Number(b) - Number(a));
    return majors.map((major) => join(debianVersions, major, 'bin'));
  } catch {
    return [];
  }
}

/** Whether there is a program at a path that this user may run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
