import { checkDashboard } from '@arq/constructs';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, it } from '@jest/globals';
import { panel, shopDashboard } from './shop.ts';

const rows = [
  { title: 'A', panels: [panel('One'), panel('Two', { kind: 'stat' })] },
  { title: 'B', panels: [panel('Three'), panel('Four')] },
];
const good = (): Dashboard => shopDashboard(rows, { open: 1 });

/** What is said of a good dashboard once it was spoilt: a row's heading, its panels, then the closed row. */
function said(spoil: (dashboard: any, panels: any[]) => void): string[] {
  const dashboard = good();
  spoil(dashboard, dashboard.panels ?? []);
  return checkDashboard(dashboard);
}

describe('the check of a dashboard', () => {
  it('finds nothing wrong with a good one', () => {
    expect(checkDashboard(good())).toEqual([]);
  });

  it.each<[string, Parameters<typeof said>[0], string]>([
    [
      'a uid that is too long',
      (one) => (one.uid = 'x'.repeat(41)),
      `dashboard "Shop": the uid "${'x'.repeat(41)}" is none that Grafana stores; take 1 to 40 letters, digits, "-" and "_"`,
    ],
    [
      'a uid with a space',
      (one) => (one.uid = 'my shop'),
      'dashboard "Shop": the uid "my shop" is none that Grafana stores; take 1 to 40 letters, digits, "-" and "_"',
    ],
    ['no title', (one) => delete one.title, 'dashboard "shop": it has no title; name what it shows'],
    ['no description', (one) => delete one.description, 'dashboard "Shop": it has no description; say what it is for'],
    [
      'ids that are the same',
      (_, [, one, two]) => (two.id = one.id),
      'dashboard "Shop": panel "A / Two" and panel "A / One" have the same id',
    ],
    [
      'an id that another row has',
      (_, [, one, , row]) => (row.panels[0].id = one.id),
      'dashboard "Shop": panel "B / Three" and panel "A / One" have the same id',
    ],
    [
      'titles that are the same',
      (_, [, one, two]) => (two.title = one.title),
      'dashboard "Shop": row "A": two panels are named "One"; rename one',
    ],
    ['a row without a title', (_, [row]) => (row.title = ''), 'dashboard "Shop": a row has no title; name its matter'],
    [
      'a row without panels',
      (_, panels) => (panels[3].panels = []),
      'dashboard "Shop": row "B": it has no panels; leave it out',
    ],
    [
      'a panel without a title',
      (_, [, one]) => (one.title = ''),
      'dashboard "Shop": panel "A / ": it has no title; name what it shows',
    ],
    [
      'a panel without a description',
      (_, [, one]) => delete one.description,
      'dashboard "Shop": panel "A / One": it has no description; say when to worry',
    ],
    [
      'a panel without a unit',
      (_, panels) => delete panels[3].panels[1].fieldConfig.defaults.unit,
      'dashboard "Shop": panel "B / Four": it has no unit; choose one, or "none" for a number of things',
    ],
    [
      'a data source that nobody chose',
      (_, [, one]) => (one.datasource.uid = 'P123'),
      'dashboard "Shop": panel "A / One": its data source is "P123"; take $datasource',
    ],
    [
      'a hidden legend',
      (_, [, one]) => (one.options.legend.showLegend = false),
      'dashboard "Shop": panel "A / One": its legend is hidden; show it',
    ],
    [
      'no queries',
      (_, [, one]) => (one.targets = []),
      'dashboard "Shop": panel "A / One": it asks for nothing; give it a query',
    ],
    [
      'queries of the same name',
      (_, [, one]) => one.targets.push(one.targets[0]),
      'dashboard "Shop": panel "A / One": two queries, or one without a name, are "A"; name them A, B and so on',
    ],
    [
      'a query without a name',
      (_, [, one]) => delete one.targets[0].refId,
      'dashboard "Shop": panel "A / One": two queries, or one without a name, are ""; name them A, B and so on',
    ],
    [
      'an empty query',
      (_, [, one]) => (one.targets[0].expr = ' '),
      'dashboard "Shop": panel "A / One": query A is empty; write PromQL',
    ],
    [
      'lines without a name',
      (_, [, one]) => delete one.targets[0].legendFormat,
      'dashboard "Shop": panel "A / One": query A has no legend; name its lines',
    ],
    [
      'a picture of one moment',
      (_, [, one]) => (one.targets[0].instant = true),
      'dashboard "Shop": panel "A / One": query A asks for a moment; a timeseries needs the other',
    ],
    [
      'a number of a range',
      (_, [, , two]) => delete two.targets[0].instant,
      'dashboard "Shop": panel "A / Two": query A asks for a range; a stat needs the other',
    ],
    [
      'a panel over another one',
      (_, [, one, two]) => (two.gridPos.y = one.gridPos.y + 1),
      'dashboard "Shop": "Two" lies over "One"; move one',
    ],
    [
      'a panel over another one in a closed row',
      (_, panels) => (panels[3].panels[1].gridPos.x = 0),
      'dashboard "Shop": "Four" lies over "Three"; move one',
    ],
    [
      'a panel beyond the grid',
      (_, [, one]) => (one.gridPos.w = 25),
      'dashboard "Shop": "One" is not within the 24 columns of the grid; make it narrower',
    ],
    [
      'a panel without a place',
      (_, [, one]) => delete one.gridPos,
      'dashboard "Shop": "One" is not within the 24 columns of the grid; make it narrower',
    ],
    [
      'a variable that does not exist',
      (_, [, one]) => (one.targets[0].expr = 'up{job="$job"}'),
      'dashboard "Shop": A / One: query A names $job, and there is no such variable; it has __rate_interval, __interval, ' +
        '__range, datasource, environment',
    ],
    [
      'more than a ConfigMap holds',
      (_, [, one]) => (one.description = 'x'.repeat(250_000)),
      'bytes, more than 245760, which a ConfigMap can hold; leave rows out',
    ],
  ])('finds %s', (_, spoil, message) => {
    expect(said(spoil)).toEqual(expect.arrayContaining([expect.stringContaining(message)]));
  });
});
