/** Escape sequences of Go, of which the one of the other quote is none. */
const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};
const escapeSequence = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]?))/g;

/** The text within a literal's quotes. */
export function unquote(literal: string): string {
  const text = literal.slice(1, -1);
  if (literal.startsWith('`')) return text;
  return text.replaceAll(escapeSequence, (whole, byte, short, long, octal, letter) => {
    const hexadecimal = byte ?? short ?? long;
    if (hexadecimal !== undefined) return character(Number.parseInt(hexadecimal, 16)) ?? whole;
    if (octal !== undefined) return character(Number.parseInt(octal, 8)) ?? whole;
    return escapes[letter] ?? letter;
  });
}

/** What is wrong with a literal, and where in it. */
export function mistakeInString(literal: string): { readonly at: number; readonly message: string } | undefined {
  const [quote = ''] = literal;
  if (literal.length < 2 || !literal.endsWith(quote) || isEscaped(literal, literal.length - 1)) {
    return { at: 0, message: `the text that begins here is never closed; end it with ${quote}` };
  }
  if (quote === '`') return undefined;
  for (const { 0: sequence, 5: letter, index } of literal.slice(1, -1).matchAll(escapeSequence)) {
    if (letter === undefined || letter === quote || letter in escapes) continue;
    return {
      at: index + 1,
      message: `"${sequence}" is no escape sequence; write "\\${sequence}" or, in a regular expression, "[${letter}]"`,
    };
  }
  return undefined;
}

function isEscaped(literal: string, index: number): boolean {
  if (literal.startsWith('`')) return false;
  const backslashes = /\\*$/.exec(literal.slice(1, index))?.[0].length ?? 0;
  return backslashes % 2 === 1;
}

function character(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
