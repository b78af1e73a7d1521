import { TableCellBackgroundDisplayMode, TableCellDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import { type DynamicConfigValue, MappingType, type PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Options } from '@grafana/grafana-foundation-sdk/table';
import type { Panel } from '../panels/panel.ts';
import { targets } from './targets.ts';

const severities: Readonly<Record<string, string>> = {
  critical: 'red',
  warning: 'yellow',
  info: 'blue',
  none: 'text',
};

/** What a table needs to know of its surroundings. */
export interface TableSurroundings {
  /** URL of the folder with the runbooks, without a trailing slash. */
  readonly runbooks?: string | undefined;
}

/** The series of now as lines of a table: their labels, and last their value under the name of the query. */
export function drawTable(builder: PanelBuilder, panel: Panel, { runbooks }: TableSurroundings): PanelBuilder {
  const options: Partial<Options> = { sortBy: [{ displayName: 'severity', desc: false }] };
  return builder
    .targets(targets(panel, 'table'))
    .transformations([{ id: 'organize', options: { excludeByName: { Time: true }, renameByName: columnNames(panel) } }])
    .overrides([
      { matcher: { id: 'byName', options: 'severity' }, properties: severity },
      ...(runbooks === undefined
        ? []
        : [{ matcher: { id: 'byName', options: 'alertname' }, properties: [runbook(runbooks)] }]),
    ])
    .options(options);
}

/** Grafana calls values after their query where there are several, and otherwise not. */
function columnNames({ queries }: Panel): Record<string, string> {
  if (queries.length === 1) return { Value: queries[0]?.legend ?? 'Value' };
  return Object.fromEntries(queries.map(({ legend }, index) => [`Value #${String.fromCharCode(65 + index)}`, legend]));
}

const severity: DynamicConfigValue[] = [
  {
    id: 'mappings',
    value: [
      {
        type: MappingType.ValueToText,
        options: Object.fromEntries(
          Object.entries(severities).map(([text, color], index) => [text, { text, color, index }]),
        ),
      },
    ],
  },
  {
    id: 'custom.cellOptions',
    value: { type: TableCellDisplayMode.ColorBackground, mode: TableCellBackgroundDisplayMode.Basic },
  },
];

function runbook(runbooks: string): DynamicConfigValue {
  return {
    id: 'links',
    value: [{ title: 'Runbook', url: `${runbooks}/\${__value.raw}.md`, targetBlank: true }],
  };
}
