import { queriesOf, uidOf } from '@arq/constructs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dashboardText } from '../../../charts/constructs/monitoring/dashboards/dashboard-text.ts';
import { firingAlerts } from '../../../charts/constructs/monitoring/dashboards/marks.ts';
import { rowsOf } from '../../../charts/constructs/monitoring/dashboards/panels-of.ts';
import { panel, shopDashboard } from './shop.ts';

/** The first panel of a dashboard with this one only. */
function drawn(more: Parameters<typeof panel>[1]) {
  const [row] = rowsOf(shopDashboard([{ title: 'Shop', panels: [panel('One', more)] }]));
  return row?.panels[0];
}

describe('a dashboard', () => {
  it('knows its environments by the jobs that each has', () => {
    const { templating, time, refresh, graphTooltip } = shopDashboard([]);
    expect(templating.list?.[1]).toMatchObject({
      query: 'label_values(up{job=~"shop|shop-api"}, namespace)',
      current: { value: 'shop-test' },
    });
    expect({ time, refresh, graphTooltip }).toEqual({
      time: { from: 'now-1h', to: 'now' },
      refresh: '30s',
      graphTooltip: 1,
    });
  });

  it('opens so many rows, and keeps the panels of the others within their headings', () => {
    const rows = ['A', 'B', 'C'].map((title) => ({ title, panels: [panel('One'), panel('Two')] }));
    const built = shopDashboard(rows, { open: 1 });
    expect(built.panels?.map(({ title, gridPos }) => [title, gridPos?.y])).toEqual([
      ['A', 0],
      ['One', 1],
      ['Two', 1],
      ['B', 9],
      ['C', 10],
    ]);
    expect(rowsOf(built).map(({ heading, panels }) => [heading.collapsed, panels.length])).toEqual([
      [false, 2],
      [true, 2],
      [true, 2],
    ]);
  });

  it('gives a panel the same id whatever stands around it', () => {
    const idsOf = (titles: readonly string[]) =>
      new Map(
        rowsOf(shopDashboard([{ title: 'Shop', panels: titles.map((title) => panel(title)) }])).flatMap(({ panels }) =>
          panels.map(({ title, id }) => [title, id]),
        ),
      );
    const [before, after] = [idsOf(['One', 'Two']), idsOf(['Zero', 'One', 'Half', 'Two'])];
    expect(before.size).toBe(2);
    for (const [title, id] of before) expect(after.get(title)).toBe(id);
    for (const id of after.values()) expect(id).toBeGreaterThan(0);
    for (const id of after.values()) expect(id).toBeLessThan(2 ** 31);
  });

  it('marks events', () => {
    const { annotations } = shopDashboard([], { marks: [firingAlerts('namespace="$environment"')] });
    expect(annotations.list).toHaveLength(1);
    expect(annotations.list?.[0]).toMatchObject({
      name: 'Alerts',
      enable: true,
      titleFormat: '{{alertname}}',
      target: { refId: 'Anno', range: true, interval: '60s' },
    });
  });

  it('leads on, with the environment and the time', () => {
    const { links } = shopDashboard([], {
      links: [
        { title: 'Overview', dashboard: 'overview' },
        { title: 'Tiers', tag: 'tier' },
        { title: 'Runbooks', url: 'https://example.com/runbooks' },
      ],
    });
    expect(links).toMatchObject([
      { type: 'link', url: '/d/overview', includeVars: true, keepTime: true },
      { type: 'dashboards', tags: ['tier'], asDropdown: true, includeVars: true, keepTime: true },
      { type: 'link', url: 'https://example.com/runbooks', targetBlank: true },
    ]);
  });

  it('is the same in its text, a panel a line', () => {
    const rows = ['A', 'B'].map((title) => ({ title, panels: [panel('One'), panel('Two')] }));
    const built = shopDashboard(rows, { open: 1 });
    const text = dashboardText(built);
    expect(JSON.parse(text)).toEqual(built);
    expect(text.split('\n').filter((line) => line.includes('"type":"timeseries"'))).toHaveLength(4);
    expect(JSON.parse(dashboardText(shopDashboard([])))).toMatchObject({ title: 'Shop', panels: [] });
  });
});

describe('a panel over time', () => {
  it('begins at zero, shows a legend, and asks with the interval of scrapes', () => {
    expect(drawn({})).toMatchObject({
      type: 'timeseries',
      datasource: { type: 'prometheus', uid: '$datasource' },
      fieldConfig: { defaults: { min: 0, unit: 'reqps' } },
      options: { legend: { showLegend: true }, tooltip: { mode: 'multi' } },
      targets: [{ refId: 'A', range: true, interval: '10s', legendFormat: 'shop' }],
    });
  });

  it('has a table of numbers beside it where it is wide', () => {
    expect(drawn({ width: 24 })?.options).toMatchObject({ legend: { displayMode: 'table', placement: 'right' } });
  });

  it('dashes limits, and stacks no bound upon what it bounds', () => {
    const query = (legend: string) => ({ expression: 'up', legend });
    const bounded = drawn({ stacked: true, limits: { red: 5 }, queries: [query('{{state}}'), query('limit')] });
    expect(bounded?.fieldConfig).toMatchObject({
      defaults: { custom: { stacking: { mode: 'normal' }, thresholdsStyle: { mode: 'dashed' } } },
      overrides: [{ matcher: { id: 'byName', options: 'limit' } }],
    });
    expect(JSON.stringify(bounded?.fieldConfig?.overrides)).toContain('"custom.stacking","value":{"mode":"none"}');
    expect(drawn({})?.fieldConfig?.defaults.custom).not.toHaveProperty('thresholdsStyle');
  });

  it('never shows a server error in green', () => {
    const errors = drawn({ queries: [{ expression: 'up', legend: '{{status_code}}' }] });
    const [, ofServer] = errors?.fieldConfig?.overrides ?? [];
    expect(ofServer?.properties).toEqual([{ id: 'color', value: { mode: 'shades', fixedColor: 'red' } }]);
    expect('503').toMatch(new RegExp(String(ofServer?.matcher.options).slice(1, -1)));
  });

  it('names its queries like columns', () => {
    const queries = Array.from({ length: 28 }, (_, index) => ({ expression: 'up', legend: `${index}` }));
    const names = drawn({ queries })?.targets?.map((target) => (target as unknown as { refId: string }).refId) ?? [];
    expect([names[0], names[25], names[26], names[27]]).toEqual(['A', 'Z', 'AA', 'AB']);
  });

  it('writes an expression on one line', () => {
    const [target] =
      drawn({ queries: [{ expression: '\n  sum by (job) (\n    up\n  )\n  > 0', legend: 'x' }] })?.targets ?? [];
    expect(target).toMatchObject({ expr: 'sum by (job) (up) > 0' });
  });
});

describe('a number', () => {
  it('is that of now, in the colour of its limits', () => {
    expect(drawn({ kind: 'stat', limits: { yellow: 1, red: 5 } })).toMatchObject({
      targets: [{ instant: true, range: false }],
      options: { colorMode: 'background', graphMode: 'none' },
      fieldConfig: {
        defaults: {
          thresholds: {
            mode: 'absolute',
            steps: [
              { value: null, color: 'green' },
              { value: 1, color: 'yellow' },
              { value: 5, color: 'red' },
            ],
          },
        },
      },
    });
  });

  it('is red where it is low, if low is bad', () => {
    expect(
      drawn({ kind: 'gauge', limits: { yellow: 0.95, red: 0.9 } })?.fieldConfig?.defaults.thresholds?.steps,
    ).toEqual([
      { value: null, color: 'red' },
      { value: 0.9, color: 'yellow' },
      { value: 0.95, color: 'green' },
    ]);
  });

  it('has no colour without limits', () => {
    expect(drawn({ kind: 'stat' })).toMatchObject({
      options: { colorMode: 'value' },
      fieldConfig: { defaults: { thresholds: { steps: [{ value: null, color: 'text' }] } } },
    });
  });

  it('is told in words where it has some, or is none', () => {
    expect(drawn({ kind: 'stat', texts: { 0: 'down', 1: 'up' } })?.fieldConfig?.defaults.mappings).toEqual([
      { type: 'value', options: { 0: { text: 'down' }, 1: { text: 'up' } } },
      { type: 'special', options: { match: 'nan', result: { text: 'none' } } },
    ]);
  });

  it('has a name where there are several, or it is a bar', () => {
    const queries = [1, 2].map((number) => ({ expression: 'up', legend: `${number}` }));
    expect(drawn({ kind: 'stat', queries })?.options).toMatchObject({ textMode: 'value_and_name' });
    expect(drawn({ kind: 'bargauge', queries })?.options).toMatchObject({ orientation: 'horizontal' });
  });
});

describe('a table', () => {
  const alerts = { kind: 'table', queries: [{ expression: 'ALERTS', legend: 'for' }] } as const;

  it('leads from an alert to its runbook, if there are runbooks', () => {
    const [row] = rowsOf(
      shopDashboard([{ title: 'Shop', panels: [panel('One', alerts)] }], { runbooks: 'https://example.com/runbooks' }),
    );
    expect(JSON.stringify(row?.panels[0]?.fieldConfig?.overrides)).toContain(
      `"url":"https://example.com/runbooks/$\{__value.raw}.md"`,
    );
    expect(JSON.stringify(drawn(alerts)?.fieldConfig?.overrides)).not.toContain('"links"');
  });

  it('shows labels and values of now under the name of the query', () => {
    expect(drawn(alerts)).toMatchObject({
      targets: [{ instant: true, format: 'table' }],
      transformations: [{ id: 'organize', options: { excludeByName: { Time: true }, renameByName: { Value: 'for' } } }],
    });
    const two = [...alerts.queries, { expression: 'up', legend: 'up' }];
    expect(drawn({ ...alerts, queries: two })?.transformations?.[0]?.options.renameByName).toEqual({
      'Value #A': 'for',
      'Value #B': 'up',
    });
  });
});

describe('a list of alerts', () => {
  it('is that of the environment', () => {
    expect(drawn({ kind: 'alertlist', queries: [] })).toMatchObject({
      type: 'alertlist',
      options: { alertInstanceLabelFilter: '{namespace="$environment"}', stateFilter: { firing: true } },
    });
  });
});

describe('the queries of a dashboard', () => {
  it('are those of its panels, variables and annotations', () => {
    const rows = [
      { title: 'A', panels: [panel('One'), panel('Two', { kind: 'stat' })] },
      { title: 'B', panels: [panel('Three')] },
    ];
    const built = shopDashboard(rows, { open: 1, marks: [firingAlerts('job="shop"')] });
    const expr = 'sum(up{namespace="$environment",job="shop"})';
    expect(queriesOf(built)).toEqual([
      {
        dashboard: 'Shop',
        by: 'variable',
        panel: 'variable environment',
        refId: '',
        expr: 'up{job=~"shop|shop-api"}',
        instant: false,
      },
      {
        dashboard: 'Shop',
        by: 'annotation',
        panel: 'annotation Alerts',
        refId: 'Anno',
        expr: 'max by (alertname, severity, workload) (ALERTS{alertstate="firing",job="shop"})',
        instant: false,
      },
      { dashboard: 'Shop', by: 'panel', panel: 'A / One', refId: 'A', expr, instant: false },
      { dashboard: 'Shop', by: 'panel', panel: 'A / Two', refId: 'A', expr, instant: true },
      { dashboard: 'Shop', by: 'panel', panel: 'B / Three', refId: 'A', expr, instant: false },
    ]);
  });
});

describe('a uid', () => {
  it('is the name where Grafana stores that', () => {
    expect(uidOf('shop-overview')).toBe('shop-overview');
    expect(uidOf('a'.repeat(40))).toBe('a'.repeat(40));
    expect(uidOf('a'.repeat(41))).toMatch(/^a{31}-[0-9a-f]{8}$/);
  });

  it('is one that Grafana stores, and another one for another name', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 80 }),
        fc.string({ minLength: 1, maxLength: 80 }),
        (one, other) => {
          expect(uidOf(one)).toMatch(/^[a-z0-9_-]{1,40}$/);
          expect(uidOf(one) === uidOf(other)).toBe(one === other);
        },
      ),
    );
  });
});
