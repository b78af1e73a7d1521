import type { ReceiversProps, Teller } from './receivers.ts';

/** Severities that ask something of people. */
export const severities = ['critical', 'warning', 'info'] as const;

/** Severities that are told apart; `other` is any that nobody knows, and none at all. */
export type Level = (typeof severities)[number] | 'other';

/** All of them. */
export const levels: readonly Level[] = [...severities, 'other'];

/** Who tells people of which severity, if it is there: somebody is woken for what is critical alone. */
const tellers: Readonly<Record<Level, readonly Teller[]>> = {
  critical: ['pagerDuty', 'slack'],
  warning: ['slack', 'email'],
  info: ['slack'],
  other: ['slack', 'email'],
};

/** Who stands in where none of the above is there. */
const substitutes: readonly Teller[] = ['slack', 'email', 'pagerDuty'];

/** Who tells people of a severity; nobody where a program alone is told. */
export function tellersOf(level: Level, receivers: ReceiversProps): readonly Teller[] {
  const wanted = tellers[level].filter((teller) => receivers[teller]);
  return wanted.length > 0 ? wanted : substitutes.filter((teller) => receivers[teller]).slice(0, 1);
}
