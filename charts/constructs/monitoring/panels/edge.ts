import { type EdgeFacts, edgeAlerts } from '../alerts/edge.ts';
import { probeSeries } from '../alerts/probe-series.ts';
import { ofJob, type Watched } from '../watched.ts';
import type { Panel } from './panel.ts';
import { pageState } from './probe.ts';
import type { SubjectRow } from './subject.ts';
import { thresholdOf } from './threshold.ts';

const day = 86_400;

/**
 * Rows about the public host, as the blackbox exporter finds it.
 * @param watched whose job is that of the exporter's fetches
 */
export function edgeRows(watched: Watched, facts: EdgeFacts = { tls: true }): SubjectRow[] {
  const job = watched.job ?? watched.workload;
  return [
    {
      title: `${watched.workload}: the way in`,
      subject: 'edge',
      headlines: { state: { ...pageState(watched, job), title: `${watched.workload}: the way in` } },
      panels: [
        pageState(watched, job),
        reliability(watched, facts, job),
        ...(facts.tls ? [certificate(watched, facts)] : []),
        phases(watched),
        status(watched),
      ],
    },
  ];
}

function reliability(watched: Watched, facts: EdgeFacts, job: string): Panel {
  const red = thresholdOf(edgeAlerts(watched, facts), 'ProbeUnreliable', 'successShare') ?? 1;
  return {
    title: 'Fetches that succeeded',
    description:
      'Share within a quarter of an hour. Below the red value ProbeUnreliable fires: the page fails at times.',
    kind: 'stat',
    unit: 'percentunit',
    queries: [{ expression: `max(avg_over_time(${probeSeries(watched, job)}[15m]))`, legend: 'succeeded' }],
    limits: { yellow: 1, red },
  };
}

function certificate(watched: Watched, facts: EdgeFacts): Panel {
  const alerts = edgeAlerts(watched, facts);
  const [yellow = 0, red = 0] = ['CertificateExpiring', 'CertificateExpiryImminent'].map((name) =>
    thresholdOf(alerts, name, 'days'),
  );
  return {
    title: 'Certificate ends in',
    description: 'It is renewed long before. When it turns yellow renewal has failed; at 0 browsers refuse the site.',
    kind: 'stat',
    unit: 's',
    queries: [{ expression: `min(probe_ssl_earliest_cert_expiry{${ofJob(watched)}}) - time()`, legend: 'certificate' }],
    limits: { yellow: yellow * day, red: red * day },
  };
}

function phases(watched: Watched): Panel {
  return {
    title: 'Time of a fetch',
    description: 'By phase. Long in connect or tls: the edge is busy; long in processing: the service behind it is.',
    unit: 's',
    stacked: true,
    width: 12,
    queries: [{ expression: `max by (phase) (probe_http_duration_seconds{${ofJob(watched)}})`, legend: '{{phase}}' }],
  };
}

function status(watched: Watched): Panel {
  return {
    title: 'Status of the page',
    description: '200 is well. 502 and 503 come from the edge when nothing serves behind it; 0 is no answer at all.',
    unit: 'none',
    width: 12,
    queries: [{ expression: `max(probe_http_status_code{${ofJob(watched)}})`, legend: 'status' }],
  };
}
