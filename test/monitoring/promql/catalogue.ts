import { knownExporters } from '../../../charts/constructs/monitoring/catalogue/known-exporters.ts';
import type { MetricSet } from '../../../charts/constructs/monitoring/catalogue/metric.ts';
import { MetricCatalogue } from '../../../charts/constructs/monitoring/catalogue/metric-catalogue.ts';

/** A shop, with a metric of each type. */
const shop: MetricSet = {
  exporter: 'shop',
  version: '1',
  metrics: {
    http_requests_total: { type: 'counter', help: 'Requests', labels: ['method', 'route', 'status_code'] },
    http_request_duration_seconds: {
      type: 'histogram',
      help: 'Time to answer',
      labels: ['method', 'route', 'status_code'],
      unit: 'seconds',
    },
    basket_items: { type: 'gauge', help: 'Things in baskets', labels: ['shelf'] },
    order_age_seconds: { type: 'summary', help: 'Age of orders', labels: ['shelf'], unit: 'seconds' },
    legacy_value: { type: 'untyped', help: 'Nobody knows', labels: [] },
  },
};

/** What the exporters of most clusters export, and a shop. */
export const catalogue: MetricCatalogue = new MetricCatalogue([...knownExporters, shop]);
