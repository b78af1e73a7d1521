import type { Panel, Row } from '../panels/panel.ts';
import type { Headlines, SubjectRow } from '../panels/subject.ts';
import { exportedHere, type Scraped } from '../plain/exported-here.ts';
import { metricsOf } from '../promql/metrics-of.ts';
import { substitute } from '../promql/variables.ts';
import { grafanaVariables } from './grafana-variables.ts';

/**
 * What of rows can be answered where only some exporters are scraped, as without a cluster: queries that could never
 * have data are left out, and so are panels and rows of which nothing is left.
 */
export function rowsExportedHere(rows: readonly Row[], scraped: Scraped): Row[] {
  return rows
    .map((row) => {
      const { headlines } = row as Partial<SubjectRow>;
      const panels = panelsHere(row.panels, scraped);
      return headlines ? { ...row, panels, headlines: headlinesHere(headlines, scraped) } : { ...row, panels };
    })
    .filter(({ panels }) => panels.length > 0);
}

function headlinesHere({ state, numbers = [] }: Headlines, scraped: Scraped): Headlines {
  const [here] = state ? panelsHere([state], scraped) : [];
  return { ...(here ? { state: here } : {}), numbers: panelsHere(numbers, scraped) };
}

function panelsHere(panels: readonly Panel[], scraped: Scraped): Panel[] {
  return panels
    .map((panel) => ({ ...panel, queries: panel.queries.filter(({ expression }) => isHere(expression, scraped)) }))
    .filter(({ queries }, index) => queries.length > 0 || panels[index]?.queries.length === 0);
}

/** A number that stands in for a missing series says nothing where the series can never be. */
function isHere(expression: string, scraped: Scraped): boolean {
  const { text } = substitute(expression, grafanaVariables);
  const isExported = [...metricsOf(text)].some((metric) => exportedHere(metric, scraped));
  return isExported && exportedHere(text, scraped);
}
