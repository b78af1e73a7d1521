import { type GridPos, PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel } from '../panels/panel.ts';
import { drawAlertList } from './draw-alert-list.ts';
import { drawBarGauge, drawGauge, drawStat } from './draw-single-value.ts';
import { drawTable, type TableSurroundings } from './draw-table.ts';
import { drawTimeSeries } from './draw-time-series.ts';
import type { Placed } from './layout.ts';
import { datasource } from './targets.ts';

type Draw = (builder: PanelBuilder, panel: Panel, place: GridPos, surroundings: TableSurroundings) => PanelBuilder;

const kinds: Readonly<Record<NonNullable<Panel['kind']>, Draw>> = {
  timeseries: drawTimeSeries,
  stat: drawStat,
  gauge: drawGauge,
  bargauge: drawBarGauge,
  table: (builder, panel, _place, surroundings) => drawTable(builder, panel, surroundings),
  alertlist: drawAlertList,
};

/** A panel as Grafana wants it. */
export function draw({ panel, place }: Placed, id: number, surroundings: TableSurroundings): PanelBuilder {
  const { kind = 'timeseries', title, description, unit, maximum } = panel;
  // The SDK's builders of the single kinds load a megabyte of code; this one and their types do as well.
  const builder = new PanelBuilder()
    .id(id)
    .type(kind)
    .title(title)
    .description(description)
    .datasource(datasource)
    .gridPos(place)
    .unit(unit);
  if (unit === 'none') builder.decimals(0);
  if (panel.minimum !== undefined) builder.min(panel.minimum);
  if (maximum !== undefined) builder.max(maximum);
  return kinds[kind](builder, panel, place, surroundings);
}
