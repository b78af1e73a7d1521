import type { Alert } from '../alert.ts';
import { type HttpFacts, Requests } from '../alerts/http-requests.ts';
import type { Watched } from '../watched.ts';
import type { Panel } from './panel.ts';
import { errorShare, requestNumbers } from './request-numbers.ts';
import { histogram, ofRequests, ofTimedRequests } from './request-series.ts';
import type { SubjectRow } from './subject.ts';
import { redFrom } from './threshold.ts';

const window = '$__rate_interval';

/** Rate, errors and duration of the requests to a service. */
export function requestRow(watched: Watched, http: HttpFacts, alerts: readonly Alert[]): SubjectRow {
  const numbers = requestNumbers(watched, http, alerts);
  return {
    title: `${watched.workload}: requests`,
    subject: 'requests',
    headlines: {
      numbers: [
        { ...numbers.errors, title: `${watched.workload} errors` },
        { ...numbers.slow, title: `${watched.workload} p95` },
        { ...numbers.budget, title: `${watched.workload} budget burn` },
      ],
    },
    panels: [
      numbers.rate,
      numbers.errors,
      numbers.slow,
      numbers.budget,
      errorsByStatus(watched, http),
      errorShareOverTime(watched, http, alerts),
      durations(watched, http, alerts),
      ratesByRoute(watched, http),
      slowRoutes(watched, http, alerts),
    ],
  };
}

function errorsByStatus(watched: Watched, http: HttpFacts): Panel {
  const failed = `${ofRequests(watched, http)},status_code=~"5.."`;
  return {
    title: 'Errors by status',
    description:
      'Server errors a second. 503 is what a dependency that is down looks like; 500 is a mistake in the program.',
    unit: 'reqps',
    stacked: true,
    queries: [
      {
        expression: `sum by (status_code) (rate(${histogram}_count{${failed}}[${window}]))`,
        legend: '{{status_code}}',
      },
    ],
  };
}

function errorShareOverTime(watched: Watched, http: HttpFacts, alerts: readonly Alert[]): Panel {
  return {
    title: 'Error share over time',
    description: 'Share of requests answered 5xx. Above the dashed line for five minutes HighErrorRate fires.',
    unit: 'percentunit',
    queries: [{ expression: errorShare(new Requests(watched, http), window), legend: 'errors' }],
    ...redFrom(alerts, 'HighErrorRate', 'errorShare'),
  };
}

function durations(watched: Watched, http: HttpFacts, alerts: readonly Alert[]): Panel {
  const requests = new Requests(watched, http);
  const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99 };
  return {
    title: 'Response time',
    description:
      'Within which time half, 95 % and 99 % of requests are answered, streams left out. Worry when p95 nears the ' +
      'dashed line: there SlowResponseTime fires.',
    unit: 's',
    queries: Object.entries(quantiles).map(([legend, share]) => ({
      expression: requests.quantile(share, window),
      legend,
    })),
    ...redFrom(alerts, 'SlowResponseTime', 'limitSeconds'),
  };
}

function ratesByRoute(watched: Watched, http: HttpFacts): Panel {
  return {
    title: 'Requests by route',
    description: 'Requests a second. Worry when a route that is always used falls to 0, or one grows without reason.',
    unit: 'reqps',
    stacked: true,
    width: 12,
    queries: [
      {
        expression: `sum by (route) (rate(${histogram}_count{${ofRequests(watched, http)}}[${window}]))`,
        legend: '{{route}}',
      },
    ],
  };
}

function slowRoutes(watched: Watched, http: HttpFacts, alerts: readonly Alert[]): Panel {
  const of = `${ofTimedRequests(watched, http)},status_code!~"4.."`;
  return {
    title: 'Response time by route, p95',
    description: 'Tells which route it is, when the service as a whole is slow.',
    unit: 's',
    width: 12,
    queries: [
      {
        expression: `histogram_quantile(0.95, sum by (route, le) (rate(${histogram}_bucket{${of}}[${window}])))`,
        legend: '{{route}}',
      },
    ],
    ...redFrom(alerts, 'SlowResponseTime', 'limitSeconds'),
  };
}
