import { nearestOf } from '../../catalogue/nearest.ts';
import { didYouMean } from '../finding.ts';
import { leftVariable as variableIn } from '../variables.ts';
import { unbalanced } from './brackets.ts';
import type { Broken, Explanation } from './broken.ts';
import { aggregationNames, functionNames } from './callable-names.ts';

export function nothingAtAll({ text }: Broken): Explanation | undefined {
  return /^(?:\s|#.*)*$/.test(text) ? { message: 'the expression is empty; write one' } : undefined;
}

export function leftVariable({ after, before }: Broken): Explanation | undefined {
  const name = variableIn(after);
  if (name === undefined || !after.startsWith(name)) return undefined;
  const remedy = before.endsWith('[') ? 'a duration such as 5m' : 'its value';
  return { message: `nothing replaces the variable "${name}"; write ${remedy}` };
}

export function strayBracket({ text, at }: Broken): Explanation | undefined {
  const { stray, open } = unbalanced(text);
  if (!stray || stray.at > at) return undefined;
  const last = open.at(-1);
  const message = last
    ? `"${stray.character}" does not close the "${last.character}" that is open; close that one first`
    : `"${stray.character}" closes nothing; remove it`;
  return { message, at: stray.at };
}

export function foreignOperator({ word, before, at }: Broken): Explanation | undefined {
  if (word === '&&') return { message: '"&&" is no operator; write "and"' };
  if (word === '||') return { message: '"||" is no operator; write "or"' };
  if (word === '=' && before.endsWith('==')) return { message: '"===" is no operator; write "=="', at: at - 2 };
  if (word === '=') return { message: '"=" is no operator; compare with "=="' };
  if (['=~', '!~', '!'].includes(word)) return { message: `"${word}" is no operator; compare with "==" or "!="` };
  return undefined;
}

export function unknownFunction({ before, after }: Broken): Explanation | undefined {
  const [name] = /[A-Za-z_:][\w:]*$/.exec(before) ?? [];
  if (name === undefined || !after.startsWith('(') || /^(?:by|without|on|ignoring)$/i.test(name)) return undefined;
  const question = didYouMean(nearestOf(name.toLowerCase(), [...functionNames(), ...aggregationNames]));
  return {
    message: `there is no function "${name}"${question || '; use one of PromQL'}`,
    at: before.length - name.length,
  };
}

/** What the words that list labels are written behind. */
const homes: readonly (readonly [RegExp, string])[] = [
  [/^(?:by|without)$/i, 'an aggregation such as sum'],
  [/^(?:on|ignoring)$/i, 'an operator such as "/"'],
  [/^group_(?:left|right)$/i, '"on (...)"'],
];

export function brokenGrouping({ within, word, before, after }: Broken): Explanation | undefined {
  if (within === 'GroupingLabels')
    return { message: 'labels are listed in brackets, with commas between: (namespace, pod)' };
  const [keyword = ''] = /\b(?:by|without|on|ignoring)$/i.exec(before) ?? [];
  if (keyword !== '' && !after.startsWith('(')) {
    return { message: `the labels are not in brackets; write ${keyword} (namespace)` };
  }
  for (const misplaced of [word, keyword]) {
    const [, behind] = homes.find(([keywords]) => keywords.test(misplaced)) ?? [];
    if (behind !== undefined) return { message: `"${misplaced}" belongs behind ${behind}; write it there, once` };
  }
  return undefined;
}

export function openBracket({ text, after }: Broken): Explanation | undefined {
  const last = unbalanced(text).open.at(-1);
  if (!last || after !== '') return undefined;
  return { message: `the "${last.character}" here is never closed; close it`, at: last.at };
}

export function missingOperand({ before, word }: Broken): Explanation | undefined {
  const [operator] = /(?:[-+*/%^,]|[=!<>]=|[<>]|\b(?:and|or|unless|bool))$/i.exec(before) ?? [];
  if (operator === ',') return { message: 'nothing stands after the comma; remove it, or write an argument' };
  if (operator === '%')
    return { message: 'nothing stands after "%", which divides and yields the rest; write 80% as 0.8' };
  if (operator !== undefined) return { message: `nothing stands after "${operator}"; write what it applies to` };
  if (before !== '' || !/^[*/%^=!<>]/.test(word)) return undefined;
  return { message: `nothing stands before "${word}"; write what it applies to` };
}

export function missingOperator({ before, word }: Broken): Explanation | undefined {
  if (word === '') return { message: 'the expression ends too early; write what follows' };
  if (!/[\w)\]}"'`]$/.test(before) || !/^[\w({"'`]/.test(word)) return undefined;
  if (/^for$/i.test(word)) {
    return { message: 'how long an alert has to hold is no part of its expression; give it as the "for" of the alert' };
  }
  const [last = ''] = /\w+$/.exec(before) ?? [];
  if (aggregationNames.includes(last.toLowerCase())) {
    return { message: `what ${last} aggregates is not in brackets; write ${last} (${word})` };
  }
  return { message: `an operator is missing before "${word}"; write one, such as "and" or "/"` };
}
