import {
  type GraphFieldConfig,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  type GridPos,
  type PanelBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Options } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Panel } from '../panels/panel.ts';
import { looksOf } from './looks.ts';
import { targets } from './targets.ts';
import { thresholds } from './thresholds.ts';

/** Half of the grid: from there on a table of numbers has room beside the picture. */
const wide = 12;

/** Lines over time: from zero, without points, with gaps where nothing was measured. */
export function drawTimeSeries(builder: PanelBuilder, panel: Panel, { w }: GridPos): PanelBuilder {
  // Without limits there is nothing that could cross them.
  if (panel.limits) builder.thresholds(thresholds(panel.limits));
  return builder
    .targets(targets(panel, 'range'))
    .min(panel.minimum ?? 0)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName))
    .custom(lines(panel))
    .overrides(looksOf(panel))
    .options(options(w));
}

/** Only what Grafana would do otherwise: a hundred panels have to fit into one ConfigMap. */
function lines({ stacked = false, limits }: Panel): GraphFieldConfig {
  return {
    fillOpacity: stacked ? 40 : 10,
    showPoints: VisibilityMode.Never,
    ...(stacked ? { stacking: { mode: StackingMode.Normal, group: 'A' } } : {}),
    ...(limits ? { thresholdsStyle: { mode: GraphThresholdsStyleMode.Dashed } } : {}),
  };
}

function options(width: number): Options {
  const legend =
    width >= wide
      ? { displayMode: LegendDisplayMode.Table, placement: LegendPlacement.Right, calcs: ['lastNotNull', 'max'] }
      : { displayMode: LegendDisplayMode.List, placement: LegendPlacement.Bottom, calcs: [] };
  return {
    legend: { showLegend: true, ...legend },
    tooltip: { mode: TooltipDisplayMode.Multi, sort: SortOrder.Descending },
  };
}
