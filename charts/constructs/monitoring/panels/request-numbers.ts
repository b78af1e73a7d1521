import type { Alert } from '../alert.ts';
import { type HttpFacts, Requests } from '../alerts/http-requests.ts';
import type { Duration } from '../duration.ts';
import type { Watched } from '../watched.ts';
import type { Panel } from './panel.ts';
import { histogram, ofRequests } from './request-series.ts';
import { redFrom, thresholdOf } from './threshold.ts';

/** What is shown as a number is that of now, whatever time the dashboard shows; alerts look at the same window. */
const now = '2m';

/** How a service does, in four numbers. */
export function requestNumbers(
  watched: Watched,
  http: HttpFacts,
  alerts: readonly Alert[],
): Record<'rate' | 'errors' | 'slow' | 'budget', Panel> {
  const requests = new Requests(watched, http);
  const budget = thresholdOf(alerts, 'AvailabilityBudgetBurnFast', 'budget') ?? 1;
  return {
    rate: {
      title: 'Requests',
      description:
        'Requests a second within two minutes, health checks and metrics left out. Worry when it falls to 0.',
      kind: 'stat',
      unit: 'reqps',
      queries: [
        { expression: `sum(rate(${histogram}_count{${ofRequests(watched, http)}}[${now}]))`, legend: 'requests' },
      ],
    },
    errors: {
      title: 'Error share',
      description: 'Share of requests answered 5xx within two minutes. At the red value HighErrorRate follows.',
      kind: 'stat',
      unit: 'percentunit',
      queries: [{ expression: errorShare(requests, now), legend: 'errors' }],
      ...redFrom(alerts, 'HighErrorRate', 'errorShare'),
    },
    slow: {
      title: 'Response time, p95',
      description: '19 of 20 requests within two minutes were faster. At the red value SlowResponseTime follows.',
      kind: 'stat',
      unit: 's',
      queries: [{ expression: requests.quantile(0.95, now), legend: 'p95' }],
      ...redFrom(alerts, 'SlowResponseTime', 'limitSeconds'),
    },
    budget: {
      title: 'Error budget burn',
      description:
        'How many times as fast as it may the last hour has spent the errors that 30 days allow. At 1 nothing is ' +
        'left after 30 days; at the red value AvailabilityBudgetBurnFast wakes somebody.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expression: `(${errorShare(requests, '1h')}) / ${budget}`, legend: 'burn rate' }],
      limits: { yellow: 1, red: thresholdOf(alerts, 'AvailabilityBudgetBurnFast', 'burnRate') ?? 1 },
    },
  };
}

/** Without any request nothing fails: 0 / 0 would be no number. */
export function errorShare(requests: Requests, over: Duration): string {
  return `${requests.failed(over)} / (${requests.served(over)} > 0) or 0 * ${requests.served(over)}`;
}
