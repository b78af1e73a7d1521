import type { Dashboard, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';

/** A row of a dashboard as Grafana has it. */
export interface BuiltRow {
  readonly heading: RowPanel;
  readonly panels: readonly Panel[];
}

/** The rows of a dashboard, whether they are open, with panels beside the heading, or closed, with panels within it. */
export function rowsOf({ panels = [] }: Dashboard): BuiltRow[] {
  const rows: { heading: RowPanel; panels: Panel[] }[] = [];
  for (const panel of panels) {
    if (isRow(panel)) rows.push({ heading: panel, panels: [...panel.panels] });
    else rows.at(-1)?.panels.push(panel);
  }
  return rows;
}

function isRow(panel: Panel | RowPanel): panel is RowPanel {
  return panel.type === 'row';
}
