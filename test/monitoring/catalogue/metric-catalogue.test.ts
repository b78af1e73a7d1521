import { describe, expect, test } from '@jest/globals';
import { knownExporters } from '../../../charts/constructs/monitoring/catalogue/known-exporters.ts';
import type { MetricSet } from '../../../charts/constructs/monitoring/catalogue/metric.ts';
import { MetricCatalogue } from '../../../charts/constructs/monitoring/catalogue/metric-catalogue.ts';
import { targetLabels } from '../../../charts/constructs/monitoring/catalogue/target-labels.ts';
import { arqMetrics } from '../../../charts/platform/monitoring/catalogue/index.ts';

const shop: MetricSet = {
  exporter: 'shop',
  version: '1.0.0',
  metrics: {
    orders_total: { type: 'counter', help: 'Orders', labels: ['country'] },
    order_duration_seconds: { type: 'histogram', help: 'Time', labels: ['country'], unit: 'seconds' },
    order_size_bytes: { type: 'summary', help: 'Size', labels: [], unit: 'bytes' },
  },
};
const kiosk: MetricSet = {
  exporter: 'kiosk',
  version: '2.0.0',
  metrics: { orders_total: { type: 'counter', help: 'Orders of a kiosk', labels: ['till'] } },
};

const own = (catalogue: MetricCatalogue, series: string) =>
  [...(catalogue.find(series)?.labels ?? [])].filter((label) => !targetLabels.includes(label));

describe('a catalogue of metrics', () => {
  const catalogue = new MetricCatalogue([shop]);

  test('finds a counter by its name', () => {
    expect(catalogue.find('orders_total')).toMatchObject({
      family: 'orders_total',
      exporters: ['shop'],
      metric: { type: 'counter', help: 'Orders' },
    });
    expect(own(catalogue, 'orders_total')).toEqual(['country']);
  });

  test.each([
    ['order_duration_seconds_bucket', ['country', 'le']],
    ['order_duration_seconds_sum', ['country']],
    ['order_duration_seconds_count', ['country']],
    ['order_size_bytes', ['quantile']],
    ['order_size_bytes_sum', []],
    ['order_size_bytes_count', []],
  ])('resolves %s with the labels that follow from its type', (series, labels) => {
    expect(catalogue.find(series)?.family).toBe(series.replace(/_(bucket|sum|count)$/, ''));
    expect(own(catalogue, series)).toEqual(labels);
  });

  test.each(['order_duration_seconds', 'order_size_bytes_bucket', 'orders_total_count', 'orders'])(
    'knows no series %s',
    (series) => {
      expect(catalogue.find(series)).toBeUndefined();
    },
  );

  test('adds the labels of the target to every series', () => {
    for (const series of ['orders_total', 'up']) {
      expect([...(catalogue.find(series)?.labels ?? [])]).toEqual(
        expect.arrayContaining(['job', 'instance', 'namespace', 'pod', 'container', 'service', 'endpoint']),
      );
    }
    // They are added to what leaves Prometheus, so that a rule which selects by them never fires.
    for (const label of ['cluster', 'prometheus']) expect(catalogue.find('up')?.labels.has(label)).toBe(false);
  });

  test('unites the labels of several exporters and names them all', () => {
    const both = catalogue.with(kiosk);
    expect(both.find('orders_total')?.exporters).toEqual(['shop', 'kiosk']);
    expect(own(both, 'orders_total')).toEqual(['country', 'till']);
    // The one that it was made from stays as it was.
    expect(own(catalogue, 'orders_total')).toEqual(['country']);
  });

  test('knows what Prometheus makes itself', () => {
    expect(catalogue.find('up')).toMatchObject({ metric: { type: 'gauge' } });
    expect(catalogue.find('scrape_samples_scraped')).toBeDefined();
    expect(own(catalogue, 'ALERTS')).toEqual(expect.arrayContaining(['alertname', 'alertstate', 'severity']));
    expect(own(catalogue, 'ALERTS_FOR_STATE')).not.toContain('alertstate');
  });

  test('knows no property of an object by accident', () => {
    for (const series of ['constructor', 'toString', '__proto__']) expect(catalogue.find(series)).toBeUndefined();
  });
});

describe('what is like an unknown name', () => {
  const catalogue = new MetricCatalogue([...knownExporters, ...arqMetrics]);

  test.each([
    ['pg_upp', 'pg_up'],
    ['gp_up', 'pg_up'],
    ['http_request_total', 'http_requests_total'],
    ['http_request_duration_second_bucket', 'http_request_duration_seconds_bucket'],
    ['kube_deployment_replicas', 'kube_deployment_spec_replicas'],
    ['container_memory_working_set', 'container_memory_working_set_bytes'],
    // A histogram has no series of its own name.
    ['http_request_duration_seconds', 'http_request_duration_seconds_bucket'],
  ])('for %s is %s', (wrong, right) => {
    expect(catalogue.find(wrong)).toBeUndefined();
    expect(catalogue.nearest(wrong)).toBe(right);
  });

  test('is nothing where nothing is like it', () => {
    expect(catalogue.nearest('shop_orders_in_baskets')).toBeUndefined();
    expect(catalogue.nearest('')).toBeUndefined();
  });

  test.each([
    ['http_requests_total', 'staus_code', 'status_code'],
    ['kube_pod_info', 'nmaespace', 'namespace'],
    ['http_request_duration_seconds_bucket', 'lee', 'le'],
    ['up', 'jb', 'job'],
  ])('for a label of %s, %s, is %s', (series, wrong, right) => {
    expect(catalogue.nearestLabel(series, wrong)).toBe(right);
  });

  test('is no label where none is like it, or the series is unknown', () => {
    expect(catalogue.nearestLabel('up', 'colour')).toBeUndefined();
    expect(catalogue.nearestLabel('pg_upp', 'datname')).toBeUndefined();
  });
});
