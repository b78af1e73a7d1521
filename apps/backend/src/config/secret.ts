import { readFileSync } from 'node:fs';

/** A secret that is read anew each time it is needed, so that a rotated file counts from the next connection on. */
export type Secret = () => string;

/** A secret from the environment; it stays what it is for the life of the process. */
export function fixedSecret(value: string): Secret {
  return () => value;
}

/**
 * A secret in a mounted file. Editors and `echo` end files with a line break, which is not part of it. While the file is
 * being replaced the last good value stands in.
 */
export function fileSecret(path: string, first: string): Secret {
  let last = first;
  return () => {
    try {
      last = readFileSync(path, 'utf8').trimEnd() || last;
    } catch {
      // Kubernetes swaps the whole directory; between two names there is nothing to read.
    }
    return last;
  };
}

/** Values of a secret that is being replaced, newest first. A blank line would be a value that everybody knows. */
export function linesOf(secret: string): string[] {
  return secret
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
