import type { Dashboard as BuiltDashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard } from './dashboard-json.ts';

/**
 * The JSON of a dashboard with each panel on a line of its own: half the size of an indented text, and a change of a
 * panel is one line of a review.
 */
export function dashboardText(dashboard: Dashboard): string {
  const { panels = [], ...rest } = dashboard as unknown as BuiltDashboard;
  const head = JSON.stringify(rest, null, 2).slice(0, -'\n}'.length);
  const lines = panels.map((panel) => {
    if (panel.type !== 'row' || !('panels' in panel) || panel.panels.length === 0)
      return `    ${JSON.stringify(panel)}`;
    const { panels: within, ...heading } = panel;
    const inner = within.map((one) => `      ${JSON.stringify(one)}`).join(',\n');
    return `    ${JSON.stringify(heading).slice(0, -1)},"panels":[\n${inner}\n    ]}`;
  });
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `${head},\n  "panels": ${list}\n}\n`;
}
