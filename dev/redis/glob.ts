/** A pattern of Redis (`*`, `?`, `[a-c]`, `[^x]`, `\` before what is meant literally) as a regular expression. */
export function globPattern(glob: string): RegExp {
  const source = glob.replaceAll(/\\(.)|\[(\^?)((?:\\.|[^\]\\])*)\]|([\s\S])/gs, translate);
  return new RegExp(`^${source}$`, 's');
}

function translate(_: string, escaped?: string, negation = '', members?: string, single?: string): string {
  if (escaped !== undefined) return literal(escaped);
  if (single === '*') return '.*';
  if (single === '?') return '.';
  if (single !== undefined) return literal(single);
  // A set without members matches nothing, and its negation everything.
  if (!members) return negation ? '.' : '(?!)';
  const set = members.replaceAll(/\\(.)|([^-])/gs, (_whole, after, plain) => literal(after ?? plain));
  return `[${negation}${set}]`;
}

const literal = (character: string) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
