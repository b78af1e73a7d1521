import { nearestOf } from '../../catalogue/nearest.ts';
import { didYouMean, type Finding, listed } from '../finding.ts';
import type { Action, Token } from './lexer.ts';
import { functionNames, keywordNames } from './vocabulary.ts';

/** What an action may name. */
export interface Scope {
  /** Labels of the alert; undefined if they are not known. */
  readonly labels: ReadonlySet<string> | undefined;
  /** Variables with their dollar signs. */
  readonly variables: ReadonlySet<string>;
  /** Whether `.Labels` may be something else than the alert's: within a range, say. */
  readonly dotChanges: boolean;
}

/** What is wrong within double braces. */
export function checkAction({ tokens, from, isClosed }: Action, scope: Scope): Finding[] {
  if (!isClosed) return [{ at: from, message: 'the "{{" here is never closed; write "}}"', showsLine: true }];
  if (tokens.length === 0) return [{ at: from, message: 'there is nothing between "{{" and "}}"; remove them' }];
  const unreadable = tokens.find(({ kind }) => kind === 'unknown');
  if (unreadable) {
    const message = `"${unreadable.text}" is not expected between "{{" and "}}"; remove it, or close the braces before it`;
    return [{ at: unreadable.from, message, showsLine: true }];
  }
  return tokens.flatMap((token, index) => {
    const message =
      unknownVariable(token, scope.variables) ??
      unknownFunction(token) ??
      unknownLabel(tokens.slice(0, index), token, scope) ??
      missingPipe(tokens.slice(0, index), token);
    return message === undefined ? [] : [{ at: token.from, message }];
  });
}

function unknownVariable({ kind, text }: Token, variables: ReadonlySet<string>): string | undefined {
  // A dollar sign alone is the data of the template.
  if (kind !== 'variable' || text === '$' || variables.has(text)) return undefined;
  const remedy = didYouMean(nearestOf(text, variables)) || `; use ${listed(variables)}`;
  return `there is no variable "${text}"${remedy}`;
}

function unknownFunction({ kind, text }: Token): string | undefined {
  if (kind !== 'name' || functionNames.has(text) || keywordNames.has(text)) return undefined;
  const question = didYouMean(nearestOf(text, functionNames)) || '; use one of Prometheus, such as humanize';
  return `there is no template function "${text}"${question}`;
}

/** Of `$labels.pod`, `.Labels.pod` and `index $labels "pod"`. */
function unknownLabel(before: readonly Token[], token: Token, { labels, dotChanges }: Scope): string | undefined {
  const [last, previous] = before.toReversed();
  if (!labels || !last) return undefined;
  const isAttached = previous?.to === last.from;
  const isOfDot = last.text === '.Labels' && (isAttached ? previous.text === '$' : !dotChanges);
  if (last.text !== '$labels' && !isOfDot) return undefined;
  const isField = token.kind === 'field' && token.from === last.to;
  const isIndexed = token.kind === 'text' && previous?.text === 'index';
  if (!isField && !isIndexed) return undefined;
  const label = isField ? token.text.slice(1) : token.text.slice(1, -1);
  if (labels.has(label) || label === '__name__') return undefined;
  const known = labels.size > 0 ? `It has ${listed(labels)}` : 'It has none at all';
  return `the result of the expression has no label "${label}"${didYouMean(nearestOf(label, labels)) || ';'} ${known}`;
}

/** A value takes no arguments: `$value humanize` is meant to be `$value | humanize`. */
function missingPipe(before: readonly Token[], token: Token): string | undefined {
  if (token.kind === 'sign') return undefined;
  const start = before.findLastIndex(({ kind, text }) => kind === 'sign' || keywordNames.has(text)) + 1;
  const value = before.slice(start);
  const [head] = value;
  if (head?.kind !== 'variable' && head?.kind !== 'field') return undefined;
  const isOneValue = [...value, token].every(({ from }, index, all) => index === 0 || all[index - 1]?.to === from);
  const isFirstArgument = value.every(({ from }, index) => index === 0 || value[index - 1]?.to === from);
  if (isOneValue || !isFirstArgument) return undefined;
  const written = value.map(({ text }) => text).join('');
  return `${written} takes no arguments; write ${written} | ${token.kind === 'name' ? token.text : 'humanize'}`;
}
