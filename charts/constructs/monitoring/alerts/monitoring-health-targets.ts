import { type Alert, alert } from '../alert.ts';

/**
 * Not one target of a job answers, or it has none: what other alerts ask of it is answered by nothing, and nothing never
 * fires. Where nobody answers there is no namespace either, so that of Prometheus is taken.
 */
export function targetsMissing(prometheusJob: string, expected: readonly string[]): Alert {
  const jobs = expected.map(
    (job) =>
      `label_replace(group by (namespace) (prometheus_build_info{job="${prometheusJob}"}), "job", "${job}", "", "")`,
  );
  return alert({
    name: 'TargetsMissing',
    severity: 'warning',
    for: '10m',
    expression: () => `
      (
        ${jobs.join('\n        or\n        ')}
      )
      unless on (job)
      up == 1`,
    summary: 'No target of {{ $labels.job }} answers',
    description: 'For 10 minutes no scrape of {{ $labels.job }} has succeeded: whatever asks it is blind.',
  });
}
