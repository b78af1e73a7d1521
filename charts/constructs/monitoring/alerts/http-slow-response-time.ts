import { type Alert, alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { type HttpFacts, Requests } from './http-requests.ts';
import { exact, percent, requireShare } from './share.ts';

/** Numbers of `SlowResponseTime`. */
export type SlowResponseTimeThresholds = {
  /** Share of requests that has to be in time. @default 0.95: one page in twenty may be slow, more is what users notice */
  readonly quantile: number;
  /** Seconds that an answer may take, a bound of the histogram. @default 1: beyond it people wait knowingly */
  readonly limitSeconds: number;
  /** Requests within two minutes. @default 60: among fewer, three slow ones decide */
  readonly minimumRequests: number;
};

const defaults: SlowResponseTimeThresholds = { quantile: 0.95, limitSeconds: 1, minimumRequests: 60 };

/** Many requests take long now. Streams are left out: they last as long as somebody listens. */
export function slowResponseTime(
  watched: Watched,
  http: HttpFacts,
  thresholds: Partial<SlowResponseTimeThresholds> = {},
): Alert {
  const { workload } = watched;
  const requests = new Requests(watched, http);
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.quantile, `SlowResponseTime of ${workload}: quantile`);
  requests.requireBound(chosen.limitSeconds, `SlowResponseTime of ${workload}: limitSeconds`);
  return alert({
    name: 'SlowResponseTime',
    severity: 'warning',
    for: '5m',
    role: 'symptom',
    thresholds: chosen,
    expression: ({ quantile, limitSeconds, minimumRequests }) => `
      ${requests.quantile(quantile, '2m')} > ${limitSeconds}
      and
      ${requests.timed('2m')} >= ${minimumRequests}`,
    summary: `${percent(exact(1 - chosen.quantile))} of requests to ${workload} take longer than {{ $value | humanizeDuration }} in {{ $labels.namespace }}`,
    description:
      `For 5 minutes ${workload} has answered ${percent(chosen.quantile)} of requests within ` +
      `{{ $value | humanizeDuration }} only; ${chosen.limitSeconds} s is the limit.`,
  });
}
