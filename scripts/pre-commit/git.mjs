import { execFileSync } from 'node:child_process';

/** What Git prints. */
export const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 2 ** 28 });

/** A list that Git prints with `-z`. */
export const paths = (text) => text.split('\0').filter((path) => path !== '');

/** A path for a shell. */
export const quoted = (path) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
