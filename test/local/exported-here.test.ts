import { describe, expect, it } from '@jest/globals';
import { MetricCatalogue } from '../../charts/constructs/monitoring/catalogue/metric-catalogue.ts';
import { exportedHere, rulesExportedHere } from '../../charts/constructs/monitoring/plain/exported-here.ts';
import { prometheusConfig } from '../../charts/constructs/monitoring/plain/prometheus-config.ts';

const gauge = { type: 'gauge', help: '', labels: [] } as const;
const catalogue = new MetricCatalogue([
  { exporter: 'shop', version: '1', metrics: { shop_orders: gauge, shared: gauge } },
  { exporter: 'cluster', version: '1', metrics: { cluster_pods: gauge, shared: gauge } },
]);
const scraped = { catalogue, exporters: new Set(['shop']), jobs: new Set(['shop', 'prometheus']) };

describe('An expression without a cluster', () => {
  it.each([
    'shop_orders > 1',
    'shared > 1',
    'up{job="shop"} < 1',
    'up{job=~"shop|cluster"} < 1',
    'up{job!="cluster"} < 1',
    '{job="shop"} > 1',
    'cluster_pods < 1 or shop_orders < 1',
    '(cluster_pods < 1 or shop_orders < 1) unless max(cluster_pods) < 1',
    'shop_orders unless on () cluster_pods',
    'group by (namespace) (absent(shop_orders))',
    'sum(rate(shop_orders[5m])) / sum(rate(shared[5m])) > 0.1',
    'label_replace(vector(1), "namespace", "x", "", "")',
    'time() - max(shop_orders) > 60',
  ])('can come true: %s', (expression) => {
    expect(exportedHere(expression, scraped)).toBe(true);
  });

  it.each([
    'cluster_pods > 1',
    'unknown > 1',
    'up{job="cluster"} < 1',
    'up{job=~"cluster.*"} < 1',
    'up{job!~"shop|prometheus"} < 1',
    'shop_orders{job="cluster"} > 1',
    'cluster_pods unless shop_orders',
    'shop_orders and cluster_pods',
    'shop_orders / cluster_pods > 1',
    'sum(max_over_time(cluster_pods[5m] offset 1m)) > 1',
    'cluster_pods > 1 or cluster_pods < 0',
    // Not even its absence: nobody would ever expect it.
    'absent(cluster_pods)',
    'absent(up{job="cluster"})',
  ])('never comes true: %s', (expression) => {
    expect(exportedHere(expression, scraped)).toBe(false);
  });

  it('decides over rules, and over groups that would be empty', () => {
    const rule = (expr: string) => ({ alert: 'A', expr, labels: {}, annotations: {} });
    const groups = [
      { name: 'both', interval: '1m', rules: [rule('shop_orders > 1'), rule('cluster_pods > 1')] },
      { name: 'none', interval: '1m', rules: [rule('cluster_pods > 1')] },
    ];
    expect(rulesExportedHere(groups, scraped)).toEqual([
      { name: 'both', interval: '1m', rules: [rule('shop_orders > 1')] },
    ]);
  });
});

describe('The configuration of Prometheus', () => {
  const service = { name: 'shop', portName: 'metrics', port: 9464 };
  const target = { job: 'shop', exporter: 'shop', service, path: '/metrics' };
  const props = { namespace: 'shop-local', targets: [target], probes: [], alertmanagers: [], ruleFiles: [] };

  it('needs an address of each job', () => {
    expect(() => prometheusConfig({ ...props, addresses: { stop: '127.0.0.1:1' } })).toThrow(
      'the scrape job "shop" has no address (there are stop); name one, or leave it out',
    );
  });

  it('may tell nobody of alerts', () => {
    const { alerting, rule_files } = prometheusConfig({ ...props, addresses: { shop: '127.0.0.1:1' } });
    expect({ alerting, rule_files }).toEqual({ alerting: { alertmanagers: [] }, rule_files: [] });
  });
});
