import type { MetricCatalogue } from '@arq/constructs';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

/** Something that a rule does not allow. */
export interface Breach {
  /** Title of the panel, where it is about one. */
  readonly panel?: string;
  readonly message: string;
}

/** A check of Grafana's dashboard-linter, by its name there. */
export type Rule = (dashboard: Dashboard, catalogue: MetricCatalogue) => Breach[];
