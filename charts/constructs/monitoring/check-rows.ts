import type { MetricCatalogue } from './catalogue/metric-catalogue.ts';
import { checkOnce } from './clean-expressions.ts';
import { grafanaVariables } from './dashboards/grafana-variables.ts';
import type { Row } from './panels/panel.ts';
import { checkExpression } from './promql/check-expression.ts';

/** What is wrong with the queries of panels. */
export function checkRows(rows: readonly Row[], catalogue: MetricCatalogue, place: string): string[] {
  return rows.flatMap((row) =>
    row.panels.flatMap(({ title, queries }) =>
      queries.flatMap(({ expression }) =>
        checkOnce(catalogue, expression, () =>
          checkExpression(expression, {
            catalogue,
            variables: grafanaVariables,
            place: `${place}: panel "${row.title} / ${title}"`,
          }),
        ),
      ),
    ),
  );
}
