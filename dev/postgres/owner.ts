import { execFileSync } from 'node:child_process';

/** The user that runs PostgreSQL. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, and initdb wants a user with a name: for root, `nobody` runs it, whom every system
 * has, so that none needs to be created.
 * @returns nothing where the user of this process will do
 */
export function postgresOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
