import { type Alert, alert, ofJob, type Watched } from '@arq/constructs';

/** As many as fail for users before `HighErrorRate` fires. */
const thresholds = { errorShare: 0.05, minimumErrors: 6 };

/** What only the frontend can tell, beside what every web service is watched for. */
export function frontendAlerts(watched: Watched): Alert[] {
  return [frontendBackendErrors(watched)];
}

/**
 * Pages are shown without what the backend knows, or with what it last said, and so do not fail themselves. Refusals are
 * left out: who asks too often or is not signed in gets them rightly.
 */
function frontendBackendErrors(watched: Watched): Alert {
  const of = ofJob(watched);
  const errors = `sum by (namespace) (increase(backend_fetch_errors_total{${of},reason!~"status-4.."}[2m]))`;
  const asked = `sum by (namespace) (increase(backend_fetch_duration_seconds_count{${of}}[2m]))`;
  return alert({
    name: 'FrontendBackendErrors',
    severity: 'warning',
    for: '5m',
    role: 'symptom',
    thresholds,
    expression: ({ errorShare, minimumErrors }) => `
      ${errors} / ${asked} > ${errorShare}
      and
      ${errors} >= ${minimumErrors}`,
    summary: `${watched.workload} gets no answer from the backend in {{ $labels.namespace }}`,
    description:
      'For 5 minutes {{ $value | humanizePercentage }} of the questions that pages ask the backend have had no answer that ' +
      `can be used, more than ${thresholds.errorShare * 100} %. Readers see old data, or none.`,
  });
}
