import type { Dashboard as BuiltDashboard, GridPos, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard } from './dashboard-json.ts';
import { dashboardText } from './dashboard-text.ts';
import { columns } from './layout.ts';
import { type BuiltRow, rowsOf } from './panels-of.ts';
import { queriesOf } from './queries-of.ts';
import { datasource } from './targets.ts';
import { longestUid } from './uid.ts';

/** A ConfigMap has to fit into one of its own annotations, where `kubectl apply` keeps a copy: 256 KiB in all. */
const largestBytes = 240 * 1024;

/** What Grafana itself puts in the place of names with a dollar sign. */
const builtIn = ['__rate_interval', '__interval', '__range'];

/** What is wrong with a dashboard, each message with its name and that of the panel. */
export function checkDashboard(dashboard: Dashboard): string[] {
  const built = dashboard as unknown as BuiltDashboard;
  const rows = rowsOf(built);
  const messages = [
    ...checkHead(built),
    ...checkSize(dashboard),
    ...checkIds(rows),
    ...rows.flatMap(checkRow),
    ...checkPlaces(built, rows),
    ...checkVariables(built),
  ];
  return messages.map((message) => `dashboard "${dashboard.title ?? dashboard.uid}": ${message}`);
}

function checkHead({ uid = '', title, description }: BuiltDashboard): string[] {
  return [
    ...(/^[A-Za-z0-9_-]+$/.test(uid) && uid.length <= longestUid
      ? []
      : [`the uid "${uid}" is none that Grafana stores; take 1 to ${longestUid} letters, digits, "-" and "_"`]),
    ...(title ? [] : ['it has no title; name what it shows']),
    ...(description ? [] : ['it has no description; say what it is for']),
  ];
}

function checkSize(dashboard: Dashboard): string[] {
  const bytes = Buffer.byteLength(dashboardText(dashboard));
  if (bytes <= largestBytes) return [];
  return [`it has ${bytes} bytes, more than ${largestBytes}, which a ConfigMap can hold; leave rows out`];
}

function checkIds(rows: readonly BuiltRow[]): string[] {
  const names = new Map<number | undefined, string>();
  return rows.flatMap(({ heading, panels }) =>
    [heading, ...panels].flatMap((panel) => {
      const name = nameOf(heading, panel);
      const other = names.get(panel.id);
      names.set(panel.id, name);
      return other === undefined ? [] : [`${name} and ${other} have the same id ${panel.id}; rename one of them`];
    }),
  );
}

function checkRow({ heading, panels }: BuiltRow): string[] {
  const titles = panels.map(({ title }) => title);
  const twice = titles.filter((title, index) => titles.indexOf(title) < index);
  return [
    ...(heading.title ? [] : ['a row has no title; name its matter']),
    ...(panels.length > 0 ? [] : [`row "${heading.title}": it has no panels; leave it out`]),
    ...twice.map((title) => `row "${heading.title}": two panels are named "${title}"; rename one`),
    ...panels.flatMap((panel) => checkPanel(panel).map((message) => `${nameOf(heading, panel)}: ${message}`)),
  ];
}

function checkPanel(panel: Panel): string[] {
  const { title, description, type, fieldConfig, datasource: source, options } = panel;
  return [
    ...(title ? [] : ['it has no title; name what it shows']),
    ...(description ? [] : ['it has no description; say when to worry']),
    ...(fieldConfig?.defaults.unit ? [] : ['it has no unit; choose one, or "none" for a number of things']),
    ...(source?.uid === datasource.uid ? [] : [`its data source is "${source?.uid}"; take ${datasource.uid}`]),
    ...(type !== 'timeseries' || options?.legend?.showLegend ? [] : ['its legend is hidden; show it']),
    ...(type === 'alertlist' ? [] : checkTargets(panel)),
  ];
}

function checkTargets({ targets = [], type }: Panel): string[] {
  const queries = targets as unknown as { refId?: string; expr?: string; legendFormat?: string; instant?: boolean }[];
  const names = queries.map(({ refId }) => refId);
  const shown =
    type === 'timeseries' ? queries.filter(({ instant }) => instant) : queries.filter(({ instant }) => !instant);
  return [
    ...(queries.length > 0 ? [] : ['it asks for nothing; give it a query']),
    ...names
      .filter((name, index) => !name || names.indexOf(name) < index)
      .map((name) => `two queries, or one without a name, are "${name ?? ''}"; name them A, B and so on`),
    ...queries.filter(({ expr }) => !expr?.trim()).map(({ refId }) => `query ${refId} is empty; write PromQL`),
    ...queries
      .filter(({ legendFormat }) => !legendFormat)
      .map(({ refId }) => `query ${refId} has no legend; name its lines`),
    ...shown.map(
      ({ refId }) =>
        `query ${refId} asks for ${type === 'timeseries' ? 'a moment' : 'a range'}; a ${type} needs the other`,
    ),
  ];
}

/** Open rows share the dashboard; the panels of a closed one have it to themselves. */
function checkPlaces({ panels = [] }: BuiltDashboard, rows: readonly BuiltRow[]): string[] {
  const closed = rows.filter(({ heading }) => heading.panels.length > 0);
  return [panels, ...closed.map(({ heading }) => heading.panels)].flatMap((together) => [
    ...together.flatMap(checkPlace),
    ...together.flatMap((panel, index) =>
      together
        .slice(0, index)
        .filter((other) => overlap(panel.gridPos, other.gridPos))
        .map((other) => `"${panel.title}" lies over "${other.title}"; move one`),
    ),
  ]);
}

function checkPlace({ title, gridPos }: Panel | RowPanel): string[] {
  const fits = gridPos && gridPos.x >= 0 && gridPos.y >= 0 && gridPos.w > 0 && gridPos.h > 0;
  if (fits && gridPos.x + gridPos.w <= columns) return [];
  return [`"${title}" is not within the ${columns} columns of the grid; make it narrower`];
}

function overlap(a: GridPos | undefined, b: GridPos | undefined): boolean {
  if (!a || !b) return false;
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function checkVariables(dashboard: BuiltDashboard): string[] {
  const known = [...builtIn, ...(dashboard.templating.list ?? []).map(({ name }) => name)];
  return queriesOf(dashboard as unknown as Dashboard).flatMap(({ panel, refId, expr }) =>
    [...expr.matchAll(/\$\{?([A-Za-z_]\w*)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !known.includes(name))
      .map(
        (name) => `${panel}: query ${refId} names $${name}, and there is no such variable; it has ${known.join(', ')}`,
      ),
  );
}

function nameOf(heading: RowPanel, panel: Panel | RowPanel): string {
  return panel === heading ? `row "${heading.title}"` : `panel "${heading.title} / ${panel.title}"`;
}
