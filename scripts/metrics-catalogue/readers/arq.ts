import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createMetrics as createBackendMetrics } from '../../../apps/backend/src/metrics/metrics.ts';
import { createMetrics as createFrontendMetrics } from '../../../apps/frontend/server/metrics.ts';
import { readExposition } from '../../../charts/constructs/monitoring/catalogue/exposition.ts';
import type { MetricSet } from '../../../charts/constructs/monitoring/catalogue/metric.ts';
import { withDeclaredLabels } from '../declared-labels.ts';
import { scrape } from '../scrape.ts';
import type { Stage } from '../stage.ts';

export async function readBackend(stage: Stage): Promise<MetricSet> {
  const { url, metricsUrl } = await stage.backend();
  await scrape(`${url}/api/v1/status`, /./);
  const text = await scrape(metricsUrl, /^http_requests_total\{.*\} [1-9]/m);
  const set = readExposition('arq-backend', versionOf(stage.root, 'apps/backend'), text);
  return withDeclaredLabels(set, createBackendMetrics().registry);
}

export async function readFrontend(stage: Stage): Promise<MetricSet> {
  const { url, metricsUrl } = await stage.frontend();
  // What comes before the metrics are served is answered, but not counted.
  await scrape(metricsUrl, /^# TYPE http_requests_total /m);
  await scrape(`${url}/en`, /<html/);
  const text = await scrape(metricsUrl, /^http_requests_total\{.*\} [1-9]/m);
  const set = readExposition('arq-frontend', versionOf(stage.root, 'apps/frontend'), text);
  return withDeclaredLabels(set, createFrontendMetrics().registry);
}

/** What any program with the default metrics of prom-client shows. */
export async function readNodejs({ root }: Stage): Promise<MetricSet> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const set = readExposition('nodejs', versionOf(root, 'node_modules/prom-client'), await registry.metrics());
  return withDeclaredLabels(set, registry);
}

function versionOf(root: string, folder: string): string {
  return (JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { version: string }).version;
}
