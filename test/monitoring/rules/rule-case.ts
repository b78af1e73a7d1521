import type { ReleaseStrategy } from '../../../charts/constructs/releases/release-strategy.ts';

/** Labels of a firing alert beside the rule's own: `namespace`, and whatever its expression leaves. */
export type Labels = Readonly<Record<string, string>>;

/** What fires at one moment. */
export interface Firing {
  /** Evaluation time since the first sample: '4m'. */
  readonly at: string;
  /** Exactly these instances, each by its labels beside severity, component, workload and environment. */
  readonly labels: readonly Labels[];
  /**
   * Expanded texts of the instances, in the order of `labels`: those named here are compared, others are not looked at.
   * @default none are compared
   */
  readonly annotations?: readonly { readonly summary?: string; readonly description?: string }[];
}

/** One story that an alert is told: series over time, and when it has to fire and to stay silent. */
export interface RuleCase {
  /** Name of the alert under test. */
  readonly alert: string;
  /** Its `workload` label, which tells several alerts of that name apart: 'arq-backend'. */
  readonly workload: string;
  /**
   * How the workload has to be released for the story to be of it: other controllers tell other series.
   * @default however it is released
   */
  readonly release?: ReleaseStrategy;
  /** What the story shows: 'stays silent through a restart of 40 s'. */
  readonly title: string;
  /**
   * Samples by series, one every 10 s, in promtool's notation (see `series.ts`), of namespace="arq-staging": the local
   * rendering is told the same story of its own namespace.
   */
  readonly series: Readonly<Record<string, string>>;
  /** Evaluation times at which the alert does not fire. */
  readonly silent?: readonly string[];
  /** Evaluation times at which it does; the minute before the first one belongs into `silent`. */
  readonly firing?: readonly Firing[];
}

/** A case as it is written, which the compiler holds to its type. */
export function ruleCase(props: RuleCase): RuleCase {
  return props;
}
