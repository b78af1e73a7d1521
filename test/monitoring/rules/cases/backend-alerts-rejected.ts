import type { RuleCase } from '../rule-case.ts';
import { counter, steps } from '../series.ts';
import { foreign, pods, scraped, workload } from './backend-series.ts';
import { minutes, teller } from './workload-story.ts';
import { named, namespace } from './workload-subjects.ts';

/** Deliveries that were refused, and requests that are something else. */
function deliveries(refused: string, second?: string): Record<string, string> {
  const hour = (perSecond: number) => counter({ perSecond, for: '1h20m' });
  const request = (labels: Record<string, string>) => named('http_requests_total', { ...scraped(), ...labels });
  const delivery = { method: 'POST', route: '/api/v1/alerts', status_code: '401' };
  return {
    [request(delivery)]: refused,
    ...(second === undefined ? {} : { [request({ ...delivery, pod: pods[1], status_code: '503' })]: second }),
    [request({ ...delivery, status_code: '204' })]: hour(1),
    [request({ ...delivery, method: 'other', status_code: '405' })]: hour(1),
    [request({ ...delivery, route: '/api/v1/incidents/{id}/comments' })]: hour(1),
    ...Object.fromEntries(foreign.map((labels) => [request({ ...delivery, ...labels }), hour(1)])),
  };
}

/** One refusal at each of these minutes, half a minute late. */
function refusedAt(...at: readonly number[]): string {
  const stretches = [...at, 79].map((minute, count) => [count, minute - (at[count - 1] ?? -0.5)] as const);
  return steps(stretches.map(([count, length]) => [count, `${length * 60}s`]));
}

function deliveryCases(): RuleCase[] {
  const tell = teller('AlertsRejected', workload);
  const isSilent = (title: string, refused: string, second?: string) =>
    tell(title, deliveries(refused, second), { silent: minutes(10, 75) });
  return [
    tell(
      'fires when deliveries are refused all the time',
      deliveries(counter({ perSecond: 0, for: '30m30s' }, { perSecond: 0.1, for: '49m30s' })),
      {
        silent: ['40m', '45m'],
        firing: ['46m', '60m'],
        annotations: [{ summary: `${workload} refuses alerts in ${namespace}` }],
      },
    ),
    tell(
      'fires when a delivery is refused every 8 minutes, by one pod or another',
      deliveries(refusedAt(30, 46, 62), refusedAt(38, 54)),
      {
        silent: ['40m', '45m'],
        firing: ['46m', '60m'],
      },
    ),
    isSilent(
      'is silent when everything is refused for 3 minutes',
      counter({ perSecond: 0, for: '28m30s' }, { perSecond: 1, for: '3m' }, { perSecond: 0, for: '48m30s' }),
    ),
    isSilent('is silent when a stranger is refused every 25 minutes', refusedAt(12, 37, 62)),
    isSilent('is silent when one is refused twice within 16 minutes', refusedAt(30, 46)),
    isSilent('is silent when nothing is refused', counter({ perSecond: 0, for: '1h20m' })),
  ];
}

export const cases: readonly RuleCase[] = deliveryCases();
