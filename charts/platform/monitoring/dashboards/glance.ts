import { headlinesOf, type Panel, type Row } from '@arq/constructs';
import { firingAlertsTable, firingCount } from './alert-panels.ts';

/** The first row of a dashboard: is anything wrong, and where. */
export function glance(rows: readonly Row[]): Row {
  const { states, numbers } = headlinesOf(rows);
  return {
    title: 'At a glance',
    panels: [
      ...[firingCount('critical', { red: 1 }), firingCount('warning', { yellow: 1, red: 5 }), ...states].map(narrow),
      firingAlertsTable(),
      ...numbers.map(narrow),
    ],
  };
}

/** Eight side by side. */
function narrow(panel: Panel): Panel {
  return { ...panel, width: 3 };
}
