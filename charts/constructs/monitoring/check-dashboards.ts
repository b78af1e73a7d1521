import type { MetricCatalogue } from './catalogue/metric-catalogue.ts';
import { checkOnce } from './clean-expressions.ts';
import { checkDashboard } from './dashboards/check-dashboard.ts';
import type { Dashboard } from './dashboards/dashboard-json.ts';
import { grafanaVariables } from './dashboards/grafana-variables.ts';
import { queriesOf } from './dashboards/queries-of.ts';
import { checkExpression } from './promql/check-expression.ts';

/** What is wrong with finished dashboards: their shape, and every query, those of variables and marks included. */
export function checkDashboards(dashboards: readonly Dashboard[], catalogue: MetricCatalogue, place: string): string[] {
  return dashboards.flatMap((dashboard) => [
    ...checkDashboard(dashboard).map((mistake) => `${place}: ${mistake}`),
    ...queriesOf(dashboard)
      .filter(({ by }) => by !== 'variable')
      .flatMap(({ dashboard: title, panel, expr }) =>
        checkOnce(catalogue, expr, () =>
          checkExpression(expr, {
            catalogue,
            variables: grafanaVariables,
            place: `${place}: dashboard "${title}", "${panel}"`,
          }),
        ),
      ),
  ]);
}
