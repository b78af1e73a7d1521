import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { datasource } from './targets.ts';

/** Which environments a dashboard can show. */
export interface EnvironmentChoice {
  /** Namespace that is shown first. */
  readonly namespace: string;
  /** Scrape jobs that every environment has: where one of them is, an environment is. */
  readonly jobs: readonly string[];
}

/** Choice of the Prometheus; with a single one there is nothing to choose. */
export function datasourceVariable(): DatasourceVariableBuilder {
  return new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus');
}

/** Choice of the environment, by its namespace. */
export function environmentVariable({ namespace, jobs }: EnvironmentChoice): QueryVariableBuilder {
  return (
    new QueryVariableBuilder('environment')
      .label('Environment')
      .datasource(datasource)
      .query(`label_values(up{job=~"${[...jobs].sort().join('|')}"}, namespace)`)
      .current({ selected: true, text: namespace, value: namespace })
      // An environment that is new, or was there at the time that is looked at.
      .refresh(VariableRefresh.OnTimeRangeChanged)
      .sort(VariableSort.AlphabeticalAsc)
  );
}
