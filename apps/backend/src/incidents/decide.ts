import type { Alert } from './alert.ts';
import type { Known } from './known.ts';

/** What a delivered alert leads to. */
export type Decision = 'open' | 'open-resolved' | 'resolve' | 'record-resolution' | 'reopen' | 'refresh' | 'ignore';

/**
 * For how long after a resolution a `firing` is taken for an older delivery that was overtaken. Alertmanager gives up on
 * one after its group interval, five minutes by default. Later the same alert, with the same start, fires again: so it
 * does after Prometheus could not reach Alertmanager for a while.
 */
const overtakenMilliseconds = 10 * 60_000;

/** Deliveries are repeated, grouped anew and may overtake each other; the outcome must not depend on it. */
export function decide(known: Omit<Known, 'id'> | undefined, status: Alert['status'], now: Date): Decision {
  if (!known) return status === 'firing' ? 'open' : 'open-resolved';
  if (status === 'resolved') {
    if (known.state !== 'resolved') return 'resolve';
    // An operator was faster. That Alertmanager agrees now tells a later `firing` apart from a repetition.
    return known.resolutionReceivedAt ? 'ignore' : 'record-resolution';
  }
  if (known.state !== 'resolved') return 'refresh';
  // Resolved by an operator: the alert still fires, which they knew.
  if (!known.resolutionReceivedAt) return 'ignore';
  const age = now.getTime() - known.resolutionReceivedAt.getTime();
  return age > overtakenMilliseconds ? 'reopen' : 'ignore';
}
