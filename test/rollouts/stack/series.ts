import type { KubernetesObject } from '../../../charts/constructs/kubernetes/manifest.ts';
import type { Fates, Traffic } from '../releases/fate.ts';
import type { Api } from './api.ts';

const histogram = 'http_request_duration_seconds';
const bounds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Requests of a pod since it started. */
interface Counters {
  seconds: number;
  count: number;
  failed: number;
  /** By bound, cumulative. */
  readonly buckets: number[];
  at: number;
}

type Labels = Readonly<Record<string, string>>;

/**
 * What Prometheus would know of the pods of a namespace: of each pod that a Service with a ServiceMonitor leads to, by the
 * labels that the operator gives it, and what kube-state-metrics tells.
 */
export class Series {
  private readonly api: Api;
  private readonly namespace: string;
  private readonly monitors: readonly KubernetesObject[];
  private readonly fates: Fates;
  private readonly counters = new Map<string, Counters>();

  /** @param monitors ServiceMonitors */
  constructor(api: Api, namespace: string, monitors: readonly KubernetesObject[], fates: Fates) {
    this.api = api;
    this.namespace = namespace;
    this.monitors = monitors;
    this.fates = fates;
  }

  /** All series as they are now, in the text format. */
  async text(): Promise<string> {
    const { namespace } = this;
    const [services, slices, pods] = await Promise.all([
      this.api.list(`/api/v1/namespaces/${namespace}/services`),
      this.api.list(`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`),
      this.api.list(`/api/v1/namespaces/${namespace}/pods`),
    ]);
    const byName = new Map(pods.map((pod) => [pod.metadata.name, pod]));
    const targets = this.monitors.flatMap((monitor) =>
      services
        .filter((service) => selects(monitor, service))
        .flatMap((service) =>
          endpointsOf(service, slices, monitor.spec.endpoints[0].port)
            .map((name) => byName.get(name))
            .filter((pod) => pod !== undefined)
            .map((pod) => ({ pod, service, labels: targetLabels(monitor, service, pod) })),
        ),
    );
    const live = new Set(targets.filter(({ service }) => isActive(service)).map(({ pod }) => pod.metadata.name));
    for (const { pod } of targets) this.count(pod, live.has(pod.metadata.name));
    const seen = targets.filter(({ pod }) => this.fates.of(pod).isDiscovered);
    const lines = [
      ...seen.flatMap(({ pod, labels }) => [line('up', labels, 1), ...this.requests(pod, labels)]),
      ...pods.flatMap(restarts),
    ];
    return `${lines.join('\n')}\n`;
  }

  private count(pod: KubernetesObject, isLive: boolean): void {
    const { name } = pod.metadata;
    const now = Date.now();
    const counters = this.counters.get(name) ?? {
      count: 0,
      failed: 0,
      seconds: 0,
      buckets: bounds.map(() => 0),
      at: now,
    };
    this.counters.set(name, counters);
    if (counters.at < now) add(counters, this.fates.of(pod).traffic[isLive ? 'live' : 'preview'], now);
  }

  private requests({ metadata: { name } }: KubernetesObject, target: Labels): string[] {
    const { count, failed, seconds, buckets } = this.counters.get(name) as Counters;
    return [
      ...histogramOf({ ...target, status_code: '200' }, count - failed, seconds, buckets),
      ...histogramOf(
        { ...target, status_code: '500' },
        failed,
        0,
        bounds.map(() => failed),
      ),
    ];
  }
}

function add(counters: Counters, { requestsPerSecond, failing, seconds }: Traffic, now: number): void {
  const requests = (requestsPerSecond * (now - counters.at)) / 1000;
  const good = requests * (1 - failing);
  counters.at = now;
  counters.count += requests;
  counters.failed += requests - good;
  counters.seconds += good * seconds;
  bounds.forEach((bound, index) => {
    if (seconds <= bound) counters.buckets[index] = (counters.buckets[index] ?? 0) + good;
  });
}

/** As the client library has it: what has not been counted yet is not there. */
function histogramOf(target: Labels, count: number, seconds: number, buckets: readonly number[]): string[] {
  if (count === 0) return [];
  const labels = { ...target, method: 'GET', route: '/api/v1/incidents' };
  return [
    ...bounds.map((bound, index) => line(`${histogram}_bucket`, { ...labels, le: String(bound) }, buckets[index] ?? 0)),
    line(`${histogram}_bucket`, { ...labels, le: '+Inf' }, count),
    line(`${histogram}_count`, labels, count),
    line(`${histogram}_sum`, labels, seconds),
  ];
}

function restarts({ metadata, status }: KubernetesObject): string[] {
  const containers: { readonly name: string; readonly restartCount: number }[] = status.containerStatuses ?? [];
  return containers.map(({ name, restartCount }) =>
    line(
      'kube_pod_container_status_restarts_total',
      { namespace: metadata.namespace ?? '', pod: metadata.name, container: name },
      restartCount,
    ),
  );
}

/** Names of the pods behind a Service's port. */
function endpointsOf(service: KubernetesObject, slices: readonly KubernetesObject[], port: string): string[] {
  return slices
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name)
    .filter((slice) => ((slice['ports'] ?? []) as { name: string }[]).some(({ name }) => name === port))
    .flatMap((slice) => (slice['endpoints'] ?? []) as { targetRef?: { name: string } }[])
    .flatMap(({ targetRef }) => targetRef?.name ?? []);
}

function selects({ spec }: KubernetesObject, { metadata: { labels = {} } }: KubernetesObject): boolean {
  return Object.entries(spec.selector.matchLabels).every(([name, value]) => labels[name] === value);
}

function targetLabels({ spec }: KubernetesObject, service: KubernetesObject, pod: KubernetesObject): Labels {
  const { name, namespace = '', labels = {} } = pod.metadata;
  const taken = ((spec.podTargetLabels ?? []) as string[]).map((label) => [
    label.replace(/[^a-zA-Z0-9]/g, '_'),
    labels[label] ?? '',
  ]);
  return {
    namespace,
    pod: name,
    service: service.metadata.name,
    job: service.metadata.labels?.[spec.jobLabel] ?? service.metadata.name,
    container: pod.spec.containers[0].name,
    endpoint: spec.endpoints[0].port,
    instance: pod.status.podIP ?? '',
    ...Object.fromEntries(taken),
  };
}

const isActive = ({ metadata }: KubernetesObject) => !metadata.name.endsWith('-preview');

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
  return `${name}{${pairs.join(',')}} ${value}`;
}
