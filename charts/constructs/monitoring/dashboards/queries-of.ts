import type { Dashboard as BuiltDashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard } from './dashboard-json.ts';
import { rowsOf } from './panels-of.ts';

/** A query that a dashboard sends to Prometheus. */
export interface DashboardQuery {
  /** Title of the dashboard. */
  readonly dashboard: string;
  /** Titles of the row and the panel, or what else asks. */
  readonly panel: string;
  readonly refId: string;
  /** PromQL, with Grafana's variables in it. */
  readonly expr: string;
  /** Who asks: a panel or a variable without an answer is broken, while nothing may have happened to be marked. */
  readonly by: 'panel' | 'variable' | 'annotation';
  /** Whether it asks for one moment, and not for a range of time. */
  readonly instant: boolean;
}

/** What is known of a query of a built dashboard. */
interface Target {
  readonly refId?: string;
  readonly expr?: string;
  readonly instant?: boolean;
}

/** Every query that a dashboard sends, those of its variables and annotations included. */
export function queriesOf(dashboard: Dashboard): DashboardQuery[] {
  const built = dashboard as unknown as BuiltDashboard;
  const title = built.title ?? '';
  const query = (by: DashboardQuery['by'], panel: string, { refId = '', expr = '', instant = false }: Target) => ({
    dashboard: title,
    panel,
    refId,
    expr,
    by,
    instant,
  });
  const variables = (built.templating.list ?? []).flatMap(({ type, name, query: text }) =>
    type === 'query' ? [query('variable', `variable ${name}`, { expr: seriesOf(String(text)) })] : [],
  );
  const annotations = (built.annotations.list ?? []).map(({ name, target }) =>
    query('annotation', `annotation ${name}`, target as Target),
  );
  const panels = rowsOf(built).flatMap(({ heading, panels }) =>
    panels.flatMap((panel) =>
      ((panel.targets ?? []) as Target[]).map((one) => query('panel', `${heading.title} / ${panel.title}`, one)),
    ),
  );
  return [...variables, ...annotations, ...panels];
}

/** The series of `label_values(series, label)`. */
function seriesOf(text: string): string {
  return /^label_values\((?<series>.*),\s*\w+\)$/s.exec(text)?.groups?.['series'] ?? text;
}
