import type { Alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { type HttpFacts, Requests } from './http-requests.ts';
import { budgetBurn } from './slo-budget-burn.ts';

/** Numbers of `LatencyBudgetBurnFast` and `LatencyBudgetBurnSlow`. */
export type LatencyThresholds = {
  /** Share of requests that is answered in time. @default 0.99: one in a hundred may meet a cold cache or a restart */
  readonly objective: number;
  /**
   * Seconds that count as in time, a bound of the histogram.
   * @default 0.3: up to there a page seems to follow the hand; `SlowResponseTime` tells what is far from it
   */
  readonly limitSeconds: number;
  /** Requests within the long window. @default 500: at the slower pace, 30 of them are late */
  readonly minimumRequests: number;
};

const defaults: LatencyThresholds = { objective: 0.99, limitSeconds: 0.3, minimumRequests: 500 };

/** Too many requests are late to keep the promise of a month. Nobody is woken: everything works, if slowly. */
export function latencyBudgetBurn(
  watched: Watched,
  http: HttpFacts,
  thresholds: Partial<LatencyThresholds> = {},
): Alert[] {
  const requests = new Requests(watched, http);
  const { objective, limitSeconds, minimumRequests } = { ...defaults, ...thresholds };
  requests.requireBound(limitSeconds, `LatencyBudgetBurn of ${watched.workload}: limitSeconds`);
  return budgetBurn({
    name: 'Latency',
    workload: watched.workload,
    objective,
    badShare: (window) => `1 - ${requests.within(limitSeconds, window)} / ${requests.timed(window)}`,
    evidence: (window) => requests.timed(window),
    minimum: minimumRequests,
    bad: `took longer than ${limitSeconds} s`,
    severities: { Fast: 'warning', Slow: 'info' },
  });
}
