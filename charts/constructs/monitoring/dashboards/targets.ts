import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Dataquery, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Panel } from '../panels/panel.ts';
import { scrapeInterval } from '../scrape-target.ts';

/** Data source that the reader of a dashboard has chosen. */
export const datasource = { type: 'prometheus', uid: '$datasource' };

/** How the numbers of a query are wanted: over time, of now, or of now with all labels. */
type Form = 'range' | 'instant' | 'table';

/** Queries of a panel for Grafana, named A, B and so on. */
export function targets({ queries }: Panel, form: Form): Builder<Dataquery>[] {
  return queries.map(({ expression, legend }, index) => target(refId(index), expression, { legend, form }));
}

/** One query. */
export function target(
  name: string,
  expression: string,
  { legend, form, step = scrapeInterval }: { readonly legend?: string; readonly form: Form; readonly step?: string },
): Builder<Dataquery> {
  // The builder of the SDK would load a megabyte of code of another version of the dashboards' schema.
  return {
    build: () =>
      ({
        refId: name,
        expr: singleLine(expression),
        ...(legend === undefined ? {} : { legendFormat: legend }),
        // Grafana takes the interval for that of scrapes: `$__rate_interval` is right whatever the data source says.
        ...(form === 'range' ? { range: true, interval: step } : { instant: true, range: false }),
        ...(form === 'table' ? { format: 'table' as PromQueryFormat } : {}),
      }) as Dataquery,
  };
}

/** A, B, ..., Z, AA, ... */
function refId(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${refId(Math.floor(index / 26) - 1)}${letter}`;
}

/** Expressions that were laid out for rules have line breaks; no string of PromQL holds one. */
function singleLine(expression: string): string {
  return expression
    .trim()
    .replaceAll(/\(\s*\n\s*/g, '(')
    .replaceAll(/\s*\n\s*\)/g, ')')
    .replaceAll(/\s*\n\s*/g, ' ');
}
