import type { Options as BarGaugeOptions } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  type ReduceDataOptions,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  type PanelBuilder,
  SpecialValueMatch,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Options as GaugeOptions } from '@grafana/grafana-foundation-sdk/gauge';
import type { Options as StatOptions } from '@grafana/grafana-foundation-sdk/stat';
import type { Panel } from '../panels/panel.ts';
import { targets } from './targets.ts';
import { thresholds } from './thresholds.ts';

const reduceOptions: ReduceDataOptions = { calcs: ['lastNotNull'], fields: '', values: false };

/** A share of nothing is no number, as where there was not one request. */
const nothing = {
  type: MappingType.SpecialValue,
  options: { match: SpecialValueMatch.NotANumber, result: { text: 'none' } },
} as const;

/** One number in large letters for each query, of now: without a history it costs Prometheus next to nothing. */
export function drawStat(builder: PanelBuilder, panel: Panel): PanelBuilder {
  const options: Partial<StatOptions> = {
    graphMode: BigValueGraphMode.None,
    colorMode: panel.limits ? BigValueColorMode.Background : BigValueColorMode.Value,
    textMode: panel.queries.length > 1 ? BigValueTextMode.ValueAndName : BigValueTextMode.Auto,
    reduceOptions,
  };
  return numbers(builder, panel).options(options);
}

/** One number on a dial. */
export function drawGauge(builder: PanelBuilder, panel: Panel): PanelBuilder {
  const options: Partial<GaugeOptions> = { showThresholdMarkers: true, reduceOptions };
  return numbers(builder, panel)
    .min(panel.minimum ?? 0)
    .options(options);
}

/** Numbers as bars, one below the other. */
export function drawBarGauge(builder: PanelBuilder, panel: Panel): PanelBuilder {
  const options: Partial<BarGaugeOptions> = {
    displayMode: BarGaugeDisplayMode.Basic,
    namePlacement: BarGaugeNamePlacement.Left,
    orientation: VizOrientation.Horizontal,
    reduceOptions,
  };
  return numbers(builder, panel)
    .min(panel.minimum ?? 0)
    .options(options);
}

function numbers(builder: PanelBuilder, panel: Panel): PanelBuilder {
  const texts = Object.entries(panel.texts ?? {}).map(([value, text]) => [value, { text }]);
  const named = { type: MappingType.ValueToText, options: Object.fromEntries(texts) } as const;
  return builder
    .targets(targets(panel, 'instant'))
    .thresholds(thresholds(panel.limits))
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .mappings([...(texts.length > 0 ? [named] : []), nothing]);
}
