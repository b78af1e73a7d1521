import { MetricCatalogue, type Row, rowsExportedHere, type SubjectRow } from '@arq/constructs';
import { describe, expect, it } from '@jest/globals';
import { panel } from './shop.ts';

const metric = { type: 'gauge', help: '', labels: [] } as const;
const catalogue = new MetricCatalogue([
  { exporter: 'shop', version: '1', metrics: { shop_orders: metric } },
  { exporter: 'kube-state-metrics', version: '1', metrics: { kube_pods: metric, kube_jobs: metric } },
]);
const scraped = { catalogue, exporters: new Set(['shop']), jobs: new Set(['shop']) };

const asking = (title: string, ...expressions: readonly string[]) =>
  panel(title, { queries: expressions.map((expression) => ({ expression, legend: expression })) });
const left = (...rows: readonly Row[]) =>
  rowsExportedHere(rows, scraped).map(({ title, panels }) => [
    title,
    ...panels.map((one) => [one.title, ...one.queries.map(({ expression }) => expression)]),
  ]);

describe('what a Prometheus without a cluster can show', () => {
  it('are the queries that somebody answers, and panels and rows with some', () => {
    expect(
      left(
        { title: 'A', panels: [asking('One', 'shop_orders', 'kube_pods'), asking('Two', 'kube_pods')] },
        { title: 'B', panels: [asking('Three', 'kube_jobs + shop_orders')] },
      ),
    ).toEqual([['A', ['One', 'shop_orders']]]);
  });

  it('includes what has another sign, and what is of all jobs', () => {
    const both = 'max(kube_pods{namespace="$environment"}) or max(shop_orders{job="shop"})';
    expect(
      left({ title: 'A', panels: [asking('One', both, 'sum(rate(shop_orders[$__rate_interval]))', 'up == 0')] }),
    ).toEqual([['A', ['One', both, 'sum(rate(shop_orders[$__rate_interval]))', 'up == 0']]]);
  });

  it('is no number that stands in for what can never be', () => {
    expect(left({ title: 'A', panels: [asking('One', 'count(kube_jobs) or vector(0)')] })).toEqual([]);
    expect(left({ title: 'A', panels: [asking('One', 'count(shop_orders) or vector(0)')] })).toHaveLength(1);
  });

  it('is nothing of a job that is not scraped', () => {
    expect(left({ title: 'A', panels: [asking('One', 'shop_orders{job="other"}')] })).toEqual([]);
  });

  it('keeps the headlines of a row that can be shown', () => {
    const row: SubjectRow = {
      title: 'A',
      subject: 'requests',
      panels: [asking('One', 'shop_orders')],
      headlines: { state: asking('State', 'kube_pods'), numbers: [asking('Number', 'shop_orders')] },
    };
    const [here] = rowsExportedHere([row], scraped) as SubjectRow[];
    expect(here?.headlines).toEqual({ numbers: [asking('Number', 'shop_orders')] });
    expect(here?.subject).toBe('requests');
  });

  it('keeps lists of alerts, which ask nobody', () => {
    expect(left({ title: 'A', panels: [panel('Alerts', { kind: 'alertlist', queries: [] })] })).toEqual([
      ['A', ['Alerts']],
    ]);
  });
});
