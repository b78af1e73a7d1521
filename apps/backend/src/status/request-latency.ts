import type { Metrics } from '../metrics/metrics.ts';

/** Mean duration of the API's requests since the last call, in milliseconds; `undefined` if there were none. */
export function requestLatency(metrics: Metrics, quietRoutes: ReadonlySet<string>): () => Promise<number | undefined> {
  let before = { sum: 0, count: 0 };
  return async () => {
    const { values } = await metrics.requestDuration.get();
    const now = { sum: 0, count: 0 };
    for (const { metricName, labels, value } of values) {
      if (quietRoutes.has(String(labels.route))) continue;
      if (metricName === 'http_request_duration_seconds_sum') now.sum += value;
      if (metricName === 'http_request_duration_seconds_count') now.count += value;
    }
    const count = now.count - before.count;
    const sum = now.sum - before.sum;
    before = now;
    return count > 0 ? (sum / count) * 1_000 : undefined;
  };
}
