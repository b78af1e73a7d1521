import type { MetricCatalogue } from './catalogue/metric-catalogue.ts';
import { checkOnce } from './clean-expressions.ts';
import type { Row } from './panels/panel.ts';
import { checkExpression } from './promql/check-expression.ts';

/** What Grafana puts in the place of its variables, as far as a check of the PromQL is concerned. */
const variables = { $__rate_interval: '1m', $__interval: '1m', $__range: '1h', $environment: 'any' };

/** What is wrong with the queries of panels. */
export function checkRows(rows: readonly Row[], catalogue: MetricCatalogue, place: string): string[] {
  return rows.flatMap((row) =>
    row.panels.flatMap(({ title, queries }) =>
      queries.flatMap(({ expression }) =>
        checkOnce(catalogue, expression, () =>
          checkExpression(expression, { catalogue, variables, place: `${place}: panel "${row.title} / ${title}"` }),
        ),
      ),
    ),
  );
}
