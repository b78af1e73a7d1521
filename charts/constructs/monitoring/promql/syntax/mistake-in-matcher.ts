import type { Broken, Explanation } from './broken.ts';

const matchers = ['LabelMatchers', 'UnquotedLabelMatcher', 'QuotedLabelMatcher'];

/** What is wrong within the braces of a selector. */
export function mistakeInMatcher({ within, word, before }: Broken): Explanation | undefined {
  if (!matchers.includes(within) || word === '') return undefined;
  if (/[=~]$/.test(before)) return afterOperator(word);
  if (/["'`]$/.test(before)) return { message: `a comma is missing before ${word}` };
  if (word === '-' || word === '.') {
    return { message: `"${word}" cannot be part of a label, which is made of letters, digits and "_"; write "_"` };
  }
  const what = word === '}' || word === ',' ? 'a matcher is incomplete' : `"${word}" is no matcher`;
  return { message: `${what}; write label="value"` };
}

function afterOperator(word: string): Explanation {
  if (/^[=~]/.test(word)) return { message: 'labels are compared with "=", "!=", "=~" or "!~"; write one of them' };
  return /^\w/.test(word)
    ? { message: `the value ${word} is not in quotes; write "${word}"` }
    : { message: 'the value is missing; write one in quotes, such as ""' };
}
