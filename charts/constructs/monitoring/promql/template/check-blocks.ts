import type { Finding } from '../finding.ts';
import type { Action, Token } from './lexer.ts';

const openers = ['if', 'range', 'with', 'define', 'block'];

/** Blocks that are never closed, and ends of none. */
export function checkBlocks(actions: readonly Action[]): Finding[] {
  const findings: Finding[] = [];
  const open: Token[] = [];
  for (const { tokens } of actions) {
    const [first] = tokens;
    if (first === undefined) continue;
    if (openers.includes(first.text)) open.push(first);
    else if (first.text === 'else' && open.length === 0) findings.push(alone(first));
    else if (first.text === 'end' && open.pop() === undefined) findings.push(alone(first));
  }
  return [
    ...findings,
    ...open.map(({ from, text }) => ({ at: from, message: `the "${text}" here is never closed; write {{ end }}` })),
  ];
}

function alone({ from, text }: Token): Finding {
  return { at: from, message: `this "${text}" belongs to no {{ if }}, {{ with }} or {{ range }}; remove it` };
}
