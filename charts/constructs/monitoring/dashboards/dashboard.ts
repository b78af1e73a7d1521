import {
  type Dashboard as BuiltDashboard,
  DashboardBuilder,
  DashboardCursorSync,
  RowBuilder,
  TimePickerBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Duration } from '../duration.ts';
import type { Row } from '../panels/panel.ts';
import { annotation } from './annotations.ts';
import type { Dashboard } from './dashboard-json.ts';
import { draw } from './draw.ts';
import type { EnvironmentChoice } from './environment-choice.ts';
import { columns, layout } from './layout.ts';
import type { Link } from './link-target.ts';
import { link } from './links.ts';
import type { Marks } from './marks.ts';
import { panelId } from './panel-id.ts';
import { datasourceVariable, environmentVariable } from './variables.ts';

/** One dashboard. */
export interface DashboardProps {
  /** Its name in URLs, at most 40 characters; `uidOf` makes one of a longer name. */
  readonly uid: string;
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly description: string;
  /** Its rows, for the namespace `$environment`. */
  readonly rows: readonly Row[];
  /**
   * How many rows are open at first. Those that are closed cost nothing until somebody opens them.
   * @default all
   */
  readonly open?: number;
  readonly environment: EnvironmentChoice;
  /** @default none */
  readonly tags?: readonly string[];
  /** How often it loads anew. @default 30s, three scrapes */
  readonly refresh?: Duration;
  /** @default none */
  readonly links?: readonly Link[];
  /** Events that graphs are marked with. @default none */
  readonly marks?: readonly Marks[];
  /**
   * URL of the folder with the runbooks, without a trailing slash, for tables of alerts.
   * @default none: alerts lead nowhere
   */
  readonly runbooks?: string;
}

/**
 * A dashboard in the JSON of Grafana: the same input gives the same bytes. Nobody can edit it there, since the next
 * release would undo it; times are those of the reader's clock.
 */
export function dashboard(props: DashboardProps): Dashboard {
  const { uid, title, description, rows, tags = [], refresh = '30s', links = [], marks = [] } = props;
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([...tags])
    .readonly()
    .timezone('browser')
    .time({ from: 'now-1h', to: 'now' })
    .refresh(refresh)
    .timepicker(new TimePickerBuilder().refreshIntervals(['5s', '10s', '30s', '1m', '5m']))
    .tooltip(DashboardCursorSync.Crosshair)
    .variables([datasourceVariable(), environmentVariable(props.environment)])
    .annotations(marks.map(annotation))
    .links(links.map(link));
  addRows(builder, rows, props);
  return plain(builder.build());
}

function addRows(
  builder: DashboardBuilder,
  rows: readonly Row[],
  { open = rows.length, runbooks }: DashboardProps,
): void {
  let y = 0;
  for (const [index, row] of rows.entries()) {
    const collapsed = index >= open;
    const { placed, bottom } = layout(row.panels, y + 1);
    const panels = placed.map((one) => draw(one, panelId(row.title, one.panel.title), { runbooks }));
    const heading = new RowBuilder(row.title)
      .id(panelId(row.title))
      .collapsed(collapsed)
      .gridPos({ x: 0, y, w: columns, h: 1 });
    // Panels of an open row stand beside its heading, those of a closed one within it.
    if (collapsed) for (const panel of panels) heading.withPanel(panel);
    builder.withRow(heading);
    if (!collapsed) for (const panel of panels) builder.withPanel(panel);
    y = collapsed ? y + 1 : bottom;
  }
}

/** The SDK marks queries with functions, and notes of each panel that it is neither transparent nor repeated. */
function plain(built: BuiltDashboard): Dashboard {
  return JSON.parse(
    JSON.stringify(built, (key, value) => (key === 'transparent' || key === 'repeatDirection' ? undefined : value)),
  ) as Dashboard;
}
