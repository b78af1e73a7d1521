import { type Alert, alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { type HttpFacts, Requests } from './http-requests.ts';
import { percent, requireShare } from './share.ts';

/** Numbers of `HighErrorRate`. */
export type HighErrorRateThresholds = {
  /** Share of requests answered 5xx. @default 0.05: what a retry or a reload does not hide any more */
  readonly errorShare: number;
  /** Errors within two minutes. @default 6: one every 20 s; fewer are single mishaps, whatever their share of little traffic */
  readonly minimumErrors: number;
};

const defaults: HighErrorRateThresholds = { errorShare: 0.05, minimumErrors: 6 };

/**
 * Many requests fail now. The window is short and the wait long, so that a spike of three minutes has left the window before
 * anybody is woken.
 */
export function highErrorRate(
  watched: Watched,
  http: HttpFacts,
  thresholds: Partial<HighErrorRateThresholds> = {},
): Alert {
  const { workload } = watched;
  const requests = new Requests(watched, http);
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.errorShare, `HighErrorRate of ${workload}: errorShare`);
  return alert({
    name: 'HighErrorRate',
    severity: 'critical',
    for: '5m',
    role: 'symptom',
    thresholds: chosen,
    expression: ({ errorShare, minimumErrors }) => `
      ${requests.failed('2m')}
      /
      ${requests.served('2m')}
      > ${errorShare}
      and
      ${requests.failed('2m')} >= ${minimumErrors}`,
    summary: `${workload} fails {{ $value | humanizePercentage }} of requests in {{ $labels.namespace }}`,
    description:
      `${workload} has answered {{ $value | humanizePercentage }} of requests with a server error for 5 minutes, ` +
      `more than ${percent(chosen.errorShare)}.`,
  });
}
