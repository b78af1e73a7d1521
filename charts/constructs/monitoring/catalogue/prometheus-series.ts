import type { MetricSet } from './metric.ts';

const ofTarget = (help: string, unit?: string) => ({ type: 'gauge', help, labels: [], ...(unit && { unit }) }) as const;

/** Labels that every alert carries; which others it does is up to its expression. */
const alertLabels = ['alertname', 'severity', 'component', 'workload', 'environment'];

/** What no exporter shows: series that Prometheus makes of each scrape, and of the alerts that it evaluates. */
export const prometheusSeries: MetricSet = {
  exporter: 'prometheus itself',
  version: '3',
  metrics: {
    up: ofTarget('1 if the scrape succeeded, 0 if it failed'),
    scrape_duration_seconds: ofTarget('How long the scrape took', 'seconds'),
    scrape_timeout_seconds: ofTarget('Time limit of the scrape, where extra scrape metrics are on', 'seconds'),
    scrape_samples_scraped: ofTarget('Samples that the target exposed'),
    scrape_samples_post_metric_relabeling: ofTarget('Samples that relabelling left'),
    scrape_series_added: ofTarget('Series that were new in the scrape, roughly'),
    scrape_sample_limit: ofTarget('Limit of the samples, where extra scrape metrics are on'),
    scrape_body_size_bytes: ofTarget('Size of the answer, where extra scrape metrics are on', 'bytes'),
    ALERTS: {
      type: 'gauge',
      help: '1 for each alert that is pending or firing',
      labels: ['alertstate', ...alertLabels],
    },
    ALERTS_FOR_STATE: {
      type: 'gauge',
      help: 'Since when an alert is pending or firing',
      labels: alertLabels,
      unit: 'seconds',
    },
  },
};
