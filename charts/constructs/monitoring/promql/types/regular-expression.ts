/** What Go's regular expressions do not have: looking around and back. */
const unsupported = [
  { pattern: /\(\?(?:[=!]|<[=!])/, name: 'looks ahead or behind' },
  { pattern: /(?<!\\)(?:\\\\)*\\[1-9]/, name: 'refers to an earlier group' },
];

/** Where the languages differ in what is well-formed, so that JavaScript is no judge of Go. */
const beyondJudgement = /\\Q|\[\^?\]|[\^$][*+?{]|\\[pPxbB]|\(\?[^:P<imsU-]/;

/** What keeps Prometheus from reading a pattern, and the way out; `undefined` if nothing does, as far as can be told. */
export function mistakeInRegularExpression(pattern: string): string | undefined {
  const foreign = unsupported.find((one) => one.pattern.test(pattern));
  if (foreign) {
    return `the pattern "${pattern}" ${foreign.name}, which Prometheus cannot; write it without, with "!~" where it excludes`;
  }
  if (beyondJudgement.test(pattern)) return undefined;
  try {
    compile(pattern);
    return undefined;
  } catch (error) {
    const reason = (error as Error).message.replace(/^.*: /s, '').toLowerCase();
    return `"${pattern}" is no regular expression (${reason}); correct it, or put a backslash before signs that stand for themselves`;
  }
}

/** Whether a pattern matches a whole value; `undefined` if that cannot be told. */
export function isMatch(pattern: string, value: string): boolean | undefined {
  try {
    return compile(pattern).test(value);
  } catch {
    return undefined;
  }
}

/** As Prometheus does: the pattern has to match from the beginning to the end. */
function compile(pattern: string): RegExp {
  const translated = pattern
    .replaceAll(/\(\?[imsU-]+\)/g, '')
    .replaceAll(/\(\?[imsU-]+:/g, '(?:')
    .replaceAll('(?P<', '(?<');
  return new RegExp(`^(?:${translated})$`, 's');
}
