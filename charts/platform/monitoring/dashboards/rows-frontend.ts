import { ofJob, type Panel, type SubjectRow, type Watched } from '@arq/constructs';

const window = '$__rate_interval';

/** Rows about what only the frontend of arQ has: what it asks the backend while it renders pages. */
export function frontendRows(watched: Watched): SubjectRow[] {
  const of = ofJob(watched);
  return [
    {
      title: `${watched.workload}: requests to the backend`,
      subject: 'application',
      panels: [fetches(of), failures(of), durations(of)],
    },
  ];
}

function fetches(of: string): Panel {
  return {
    title: 'Requests to the backend',
    description: 'Requests a second, by what is asked for. 0 while pages are rendered: they come without data.',
    unit: 'reqps',
    stacked: true,
    queries: [
      {
        expression: `sum by (endpoint) (rate(backend_fetch_duration_seconds_count{${of}}[${window}]))`,
        legend: '{{endpoint}}',
      },
    ],
  };
}

function failures(of: string): Panel {
  return {
    title: 'Failures of the backend',
    description: 'Answers a second that could not be used, or that did not come. The page says so to whoever reads it.',
    unit: 'reqps',
    queries: [{ expression: `sum(rate(backend_fetch_errors_total{${of}}[${window}])) or vector(0)`, legend: 'failed' }],
  };
}

function durations(of: string): Panel {
  const quantile = (share: number) =>
    `histogram_quantile(${share}, sum by (le) (rate(backend_fetch_duration_seconds_bucket{${of}}[${window}])))`;
  return {
    title: 'Time of the backend',
    description:
      'As the frontend waits for it while it renders. Compare it with the backend’s own: the rest is the network.',
    unit: 's',
    queries: [
      { expression: quantile(0.5), legend: 'p50' },
      { expression: quantile(0.95), legend: 'p95' },
    ],
  };
}
