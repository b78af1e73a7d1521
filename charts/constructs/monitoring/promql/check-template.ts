import { describe } from './describe.ts';
import type { Finding } from './finding.ts';
import { checkAction, type Scope } from './template/check-action.ts';
import { checkBlocks } from './template/check-blocks.ts';
import { type Action, takeApart } from './template/lexer.ts';
import { alertVariables, dotChangers } from './template/vocabulary.ts';

/**
 * What is wrong with an annotation of an alert, a Go template with Prometheus' functions: braces that do not close, names
 * of functions, variables and labels that there are not.
 * @param labels of the alert's expression, without those that its rule adds; undefined if they are not known
 * @param place where the template is, for the messages
 * @returns messages with place, line and column; none if all is well
 */
export function checkTemplate(template: string, labels: ReadonlySet<string> | undefined, place: string): string[] {
  const { actions, texts } = takeApart(template);
  const scope: Scope = {
    labels,
    variables: new Set([...alertVariables, ...declaredIn(actions)]),
    dotChanges: actions.some(({ tokens }) => tokens.some(({ text }) => dotChangers.has(text))),
  };
  const findings = [
    ...actions.flatMap((action) => checkAction(action, scope)),
    ...checkBlocks(actions),
    ...texts.flatMap(({ text, from }) => checkText(text, from)),
  ];
  return describe(template, findings, place);
}

/** Variables that the template declares itself, wherever they are visible. */
function declaredIn(actions: readonly Action[]): string[] {
  return actions.flatMap(({ tokens }) => {
    const assignment = tokens.findIndex(({ text }) => text === ':=');
    const declared = tokens.slice(0, Math.max(assignment, 0)).filter(({ kind }) => kind === 'variable');
    return declared.map(({ text }) => text);
  });
}

/** Halves of an action that would be shown as they are. */
function checkText(text: string, start: number): Finding[] {
  const [half] = /\}\}|\$(?:labels\.\w+|value\b)/.exec(text) ?? [];
  if (half === undefined) return [];
  const message =
    half === '}}' ? 'this "}}" closes nothing; write "{{" before it' : `${half} is shown as it is; write {{ ${half} }}`;
  return [{ at: start + text.indexOf(half), message, showsLine: true }];
}
