import type { Alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { type HttpFacts, Requests } from './http-requests.ts';
import { budgetBurn } from './slo-budget-burn.ts';

/** Numbers of `AvailabilityBudgetBurnFast` and `AvailabilityBudgetBurnSlow`. */
export type AvailabilityThresholds = {
  /** Share of requests without a server error. @default 0.999: 43 minutes of outage in 30 days */
  readonly objective: number;
  /** Errors within the long window. @default 10: fewer are mishaps, however large their share of little traffic */
  readonly minimumErrors: number;
};

const defaults: AvailabilityThresholds = { objective: 0.999, minimumErrors: 10 };

/** Too many requests fail to keep the promise of a month, though perhaps too few for `HighErrorRate`. */
export function availabilityBudgetBurn(
  watched: Watched,
  http: HttpFacts,
  thresholds: Partial<AvailabilityThresholds> = {},
): Alert[] {
  const requests = new Requests(watched, http);
  const { objective, minimumErrors } = { ...defaults, ...thresholds };
  return budgetBurn({
    name: 'Availability',
    workload: watched.workload,
    objective,
    badShare: (window) => `${requests.failed(window)} / ${requests.served(window)}`,
    evidence: (window) => requests.failed(window),
    minimum: minimumErrors,
    bad: 'failed',
    severities: { Fast: 'critical', Slow: 'warning' },
  });
}
