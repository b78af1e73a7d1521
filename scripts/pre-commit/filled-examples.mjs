import { basename } from 'node:path';

const example = /\.env(rc)?(\.[^/]*)?\.example$/i;
const assignment = /^[ \t]*(?:#[ \t]*)?(?:export[ \t]+)?(\w+)[ \t]*=[ \t]*(.*?)[ \t]*$/;
const secret = /PASSWORD|SECRET|TOKEN|KEY/i;
/** Names where a secret lies, and is none. */
const file = /_FILE$/i;
const empty = /^(''|"")?\s*(#.*)?$/;

/** Secrets with a value in the examples of environment files, which are admitted for giving none. */
export function filledExamples(source) {
  return source.files
    .filter((path) => example.test(basename(path)))
    .flatMap((path) =>
      namesWithValue(source.read(path) ?? '').map(({ name, line }) => ({
        path,
        line,
        reason: `${name} has a value; an example names secrets and gives none`,
        wayOut: `Leave it empty: ${name}=`,
      })),
    );
}

function namesWithValue(text) {
  return text.split(/\r?\n/).flatMap((content, index) => {
    const [, name = '', value = ''] = assignment.exec(content) ?? [];
    return secret.test(name) && !file.test(name) && !empty.test(value) ? [{ name, line: index + 1 }] : [];
  });
}
