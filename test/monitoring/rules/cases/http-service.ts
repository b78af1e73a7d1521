import { counter, type Stretch } from '../series.ts';
import { named, namespace } from './workload-subjects.ts';

/** A service whose requests are measured. */
export interface Service {
  readonly workload: string;
  readonly pods: readonly [string, string];
  /** A pod of the colour that replaces them. */
  readonly next: string;
  /** What users ask for. */
  readonly routes: readonly [string, string];
  /** Asked every few seconds by machines. */
  readonly health: readonly string[];
  /** Lasts as long as somebody listens. */
  readonly stream?: string;
}

export const backendService: Service = {
  workload: 'arq-backend',
  pods: ['arq-backend-6c9d7b5f8-k4x2p', 'arq-backend-6c9d7b5f8-w8n5d'],
  next: 'arq-backend-7d8f9c6b4-m7q2x',
  routes: ['/api/v1/incidents', '/api/v1/incidents/{id}'],
  health: ['/api/v1/health', '/api/v1/health/readiness', '/api/v1/metrics'],
  stream: '/api/v1/status/stream',
};

export const frontendService: Service = {
  workload: 'arq-frontend',
  pods: ['arq-frontend-5d4f6b7c9-t7v2q', 'arq-frontend-5d4f6b7c9-z9m4h'],
  next: 'arq-frontend-68b5d9f7c-r4k9w',
  routes: ['/[lang]', '/[lang]/incidents'],
  health: ['/health', '/health/readiness', '/metrics'],
};

const histogram = 'http_request_duration_seconds';

/** Labels of requests to the first pod and its first route, answered 200, unless said otherwise. */
export interface Asked {
  readonly pod?: 0 | 1 | 'next';
  readonly route?: string;
  readonly status?: number;
  readonly job?: string;
  readonly place?: string;
}

function labelsOf({ workload, pods, next, routes }: Service, asked: Asked): Record<string, string> {
  const { pod = 0, route = routes[0], status = 200, job = workload, place = namespace } = asked;
  return {
    namespace: place,
    job,
    pod: pod === 'next' ? next : pods[pod],
    method: 'GET',
    route,
    status_code: String(status),
  };
}

/** Counts requests, whatever they took. */
export function counted(service: Service, asked: Asked, values: string): Record<string, string> {
  return { [named(`${histogram}_count`, labelsOf(service, asked))]: values };
}

/** Requests for a while, and how many of them are in time. */
export interface Timed {
  readonly perSecond: number;
  readonly for: string;
  readonly inTime: number;
  readonly restarted?: boolean;
}

/**
 * Times requests: those in time within the first of the bounds, all within the others.
 * @param bounds bounds of the histogram as Prometheus has them, the limit first
 */
export function timed(
  service: Service,
  asked: Asked,
  bounds: readonly string[],
  stretches: readonly (Timed | string)[],
): Record<string, string> {
  const labels = labelsOf(service, asked);
  const countOf = (share: (stretch: Timed) => number) =>
    counter(
      ...stretches.map((stretch): Stretch | string =>
        typeof stretch === 'string' ? stretch : { ...stretch, perSecond: share(stretch) },
      ),
    );
  const all = countOf(({ perSecond }) => perSecond);
  const quick = countOf(({ inTime }) => inTime);
  const bucket = (le: string, index: number) => [
    named(`${histogram}_bucket`, { ...labels, le }),
    index === 0 ? quick : all,
  ];
  return { ...Object.fromEntries(bounds.map(bucket)), [named(`${histogram}_count`, labels)]: all };
}
