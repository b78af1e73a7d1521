import type { Check } from './check.ts';
import { type Entry, type LabelSelector, type Model, title } from './model.ts';
import { describe, exposes, portText } from './service-port.ts';

/** A monitor that finds nothing to scrape, or scrapes the same pods twice: Prometheus says nothing of either. */
export const monitoringSelectors: Check = (model) => [
  ...model.ofKind('ServiceMonitor').flatMap((entry) => serviceMonitor(model, entry)),
  ...model.ofKind('PodMonitor').flatMap((entry) => podMonitor(model, entry)),
  ...model.ofKind('Probe').flatMap((entry) => probe(model, entry)),
];

function serviceMonitor(model: Model, entry: Entry): string[] {
  const { selector = {}, endpoints = [], namespaceSelector } = entry.object.spec ?? {};
  // Services elsewhere are somebody else's, and expressions are more than is judged here.
  if (namespaceSelector || selector.matchExpressions) return [];
  const services = model.ofKind('Service').filter(({ object }) => matches(selector, object.metadata.labels ?? {}));
  return endpoints.flatMap(({ port }: { port?: string }) => {
    if (port === undefined) return [];
    const having = services.filter(({ object }) => (object.spec?.ports ?? []).some(({ name }: any) => name === port));
    if (having.length === 1) return [];
    const found = having.length === 0 ? services : having;
    const names = found.map(({ object }) => object.metadata.name).join(' and ') || 'no Service';
    const problem =
      having.length === 0
        ? `but none has it; name a port of the Service`
        : 'so the pods behind them would be scraped more than once; select one Service';
    return [`${entry.path}: ${title(entry)} scrapes port ${portText(port)} of ${names}, ${problem}`];
  });
}

function podMonitor(model: Model, entry: Entry): string[] {
  const { selector = {}, podMetricsEndpoints = [] } = entry.object.spec ?? {};
  // Where nothing runs pods, they are somebody else's.
  if (model.workloads.length === 0) return [];
  const workloads = model.matching(selector);
  if (workloads.length === 0) return [`${entry.path}: ${title(entry)} selects no pod; take the labels of a workload`];
  return podMetricsEndpoints.flatMap(({ port }: { port: string }) =>
    workloads
      .filter((workload) => !exposes(workload, port))
      .map(
        (workload) =>
          `${entry.path}: ${title(entry)} scrapes port ${portText(port)} but ${describe(workload)}; make them agree`,
      ),
  );
}

function probe(model: Model, entry: Entry): string[] {
  const { prober, targets, module = '' } = entry.object.spec ?? {};
  const [host = '', port = ''] = String(prober?.url ?? '').split(':');
  const [name = '', namespace] = host.split('.');
  // A prober of the whole cluster is somebody else's.
  if (namespace !== undefined && namespace !== entry.object.metadata.namespace) return [];
  const service = model.find('Service', name);
  const ports: number[] = (service?.object.spec?.ports ?? []).map((known: any) => known.port);
  const pages: string[] = /^http|^$/.test(module) ? (targets?.staticConfig?.static ?? []) : [];
  const wrong = pages.filter((url) => !URL.canParse(url));
  return [
    ...(service && ports.includes(Number(port))
      ? []
      : [
          `${entry.path}: ${title(entry)} asks ${prober?.url}, which is no Service and port of this environment; ` +
            'name the Service of a blackbox exporter',
        ]),
    ...wrong.map(
      (url: string) =>
        `${entry.path}: ${title(entry)} fetches "${url}", which is no URL; write one like "http://shop-web:8080/"`,
    ),
  ];
}

function matches({ matchLabels = {} }: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}
