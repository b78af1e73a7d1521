import { ConfigurationError } from '../../errors.ts';
import { type Alert, alert, type Severity } from '../alert.ts';
import type { Duration } from '../duration.ts';
import { exact, requireShare } from './share.ts';

/** How fast a budget may be spent, and over which time that is measured. */
export interface Pace {
  /** End of the alert's name, and word for its texts. */
  readonly name: 'Fast' | 'Slow';
  /** Times as fast as would spend the budget in 30 days. */
  readonly burnRate: number;
  /** Window that has to show it: long enough for the budget spent in it to matter. */
  readonly long: Duration;
  /** Window that shows that it goes on: the alert ends soon after its cause. */
  readonly short: Duration;
  /** Longer than a spike of three minutes stays in the short window: what is over by then wakes nobody. */
  readonly for: Duration;
}

/** 2 % of the budget of 30 days within an hour. */
const fast: Pace = { name: 'Fast', burnRate: 14.4, long: '1h', short: '5m', for: '10m' };

/**
 * 5 % of it within six hours. The usual third pace, a tenth within three days, is left to dashboards: each evaluation would
 * read 26,000 samples of every series.
 */
const slow: Pace = { name: 'Slow', burnRate: 6, long: '6h', short: '30m', for: '35m' };

/** A promise to users, and how its breaches are counted. */
export interface Objective {
  /** Begin of the alerts' names: `Availability`. */
  readonly name: string;
  readonly workload: string;
  /** Share of requests that has to be good. */
  readonly objective: number;
  /** PromQL for the share of bad requests within a window, by namespace. */
  readonly badShare: (window: Duration) => string;
  /** PromQL for what the long window has to hold enough of to be judged, by namespace, and how much that is. */
  readonly evidence: (window: Duration) => string;
  readonly minimum: number;
  /** What a bad request is, to end a sentence with: `failed`. */
  readonly bad: string;
  readonly severities: Readonly<Record<Pace['name'], Severity>>;
}

/** Alerts for a promise that is being broken faster than its budget allows, at two paces. */
export function budgetBurn(objective: Objective): Alert[] {
  return [fast, slow].map((pace) => burning(objective, pace));
}

function burning(promise: Objective, pace: Pace): Alert {
  const { name, workload, objective, badShare, evidence, minimum, bad, severities } = promise;
  const { burnRate, long, short } = pace;
  const place = `${name}BudgetBurn${pace.name} of ${workload}: objective`;
  requireShare(objective, place);
  const budget = exact(1 - objective);
  if (burnRate * budget >= 1) {
    throw new ConfigurationError(
      `${place} is ${objective}: at ${burnRate} times its budget more requests than all would have to fail, and it ` +
        `would never fire; name one above ${exact(1 - 1 / burnRate)}`,
    );
  }
  return alert({
    name: `${name}BudgetBurn${pace.name}`,
    severity: severities[pace.name],
    for: pace.for,
    role: 'symptom',
    thresholds: { burnRate, budget, minimum },
    expression: (thresholds) => `
      ${badShare(long)} > ${thresholds.burnRate} * ${thresholds.budget}
      and
      ${badShare(short)} > ${thresholds.burnRate} * ${thresholds.budget}
      and
      ${evidence(long)} >= ${thresholds.minimum}`,
    summary: `{{ $value | humanizePercentage }} of requests to ${workload} ${bad} within ${long} in {{ $labels.namespace }}`,
    description:
      `{{ $value | humanizePercentage }} of requests to ${workload} ${bad} within ${long}: that spends the budget of ` +
      `30 days more than ${burnRate} times as fast as it may be spent.`,
  });
}
