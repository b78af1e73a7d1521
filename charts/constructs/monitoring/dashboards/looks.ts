import type { DynamicConfigValue, MatcherConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel } from '../panels/panel.ts';

/** How the lines of one name, or of a family of names, are drawn. */
export interface Look {
  readonly matcher: MatcherConfig;
  readonly properties: DynamicConfigValue[];
}

/** Bounds are dashed and unfilled, so that nobody takes them for a measurement, and part of no whole. */
function dashed(stacked: boolean): DynamicConfigValue[] {
  return [
    { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 8] } },
    { id: 'custom.fillOpacity', value: 0 },
    ...(stacked ? [{ id: 'custom.stacking', value: { mode: 'none' } }] : []),
  ];
}

/** Names that mean the same on every panel, and so have the same colour everywhere. */
const colours: Readonly<Record<string, string>> = {
  p50: 'light-blue',
  p95: 'blue',
  p99: 'dark-blue',
  errors: 'red',
  failed: 'red',
  refused: 'red',
  evicted: 'red',
  dropped: 'orange',
  'rolled back': 'orange',
  'out of memory': 'red',
  committed: 'green',
  available: 'green',
  received: 'blue',
  sent: 'purple',
};

const bounds: Readonly<Record<string, string>> = {
  limit: 'red',
  maximum: 'red',
  capacity: 'red',
  request: 'text',
  wanted: 'text',
};

/** Shades of one colour for the statuses of a class: a server error is never green. */
const families: Readonly<Record<string, readonly (readonly [pattern: string, colour: string])[]>> = {
  '{{status_code}}': [
    ['/^4\\d\\d$/', 'orange'],
    ['/^5\\d\\d$/', 'red'],
  ],
};

/** Looks of the lines of a panel; those without one have a colour that follows from their name. */
export function looksOf({ queries, stacked = false }: Pick<Panel, 'queries' | 'stacked'>): Look[] {
  return [...new Set(queries.map(({ legend }) => legend))].flatMap((legend) => {
    const colour = colours[legend];
    const bound = bounds[legend];
    if (colour) return [byName(legend, [fixed(colour)])];
    if (bound) return [byName(legend, [fixed(bound), ...dashed(stacked)])];
    return (families[legend] ?? []).map(([pattern, shade]) => ({
      matcher: { id: 'byRegexp', options: pattern },
      properties: [{ id: 'color', value: { mode: 'shades', fixedColor: shade } }],
    }));
  });
}

function byName(name: string, properties: DynamicConfigValue[]): Look {
  return { matcher: { id: 'byName', options: name }, properties };
}

function fixed(fixedColor: string): DynamicConfigValue {
  return { id: 'color', value: { mode: 'fixed', fixedColor } };
}
