import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { EnvironmentChoice } from './environment-choice.ts';
import { datasource } from './targets.ts';

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
