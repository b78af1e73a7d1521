import type { Check } from './check.ts';
import { type Entry, type Model, title } from './model.ts';
import { portText } from './service-port.ts';

type Loose = any;

interface Backend {
  readonly path: string;
  readonly service: string;
  readonly port: number | string;
}

/** An edge path that leads nowhere, or to a port that is nobody's business outside. */
export const edgeRoutes: Check = (model) => [
  ...model
    .ofKind('HTTPRoute')
    .flatMap((route) => [
      ...gatewayBackends(route).flatMap((backend) => examine(model, route, backend)),
      ...parents(model, route),
    ]),
  ...model.ofKind('Ingress').flatMap((ingress) => ingressBackends(ingress).flatMap((b) => examine(model, ingress, b))),
];

function examine(model: Model, entry: Entry, { path, service, port }: Backend): string[] {
  const where = `${entry.path}: ${title(entry)} routes ${path} to ${service}:${portText(port)}`;
  const target = model.find('Service', service)?.object;
  if (!target) return [`${where}, but no Service ${service} exists; correct the name or create it`];
  const ports: Loose[] = target.spec?.ports ?? [];
  const match = ports.find((offered) => offered.port === port || offered.name === port);
  if (!match) {
    const offered = ports.map((p) => portText(p.port) + (p.name ? ` (${p.name})` : '')).join(', ');
    return [`${where}, but Service ${service} offers ${offered ? `only ${offered}` : 'no port'}; correct the port`];
  }
  if (!isMetrics(model, target.spec.selector, match)) return [];
  return [`${where}, which publishes the metrics port of ${service}; route to the port that serves users`];
}

/** Whether a port of a Service leads to the metrics, whatever the Service calls it. */
function isMetrics(model: Model, selector: Readonly<Record<string, string>>, { name, port, targetPort = port }: Loose) {
  const containers = model.selectedBy(selector).flatMap((workload) => workload.containers);
  const metrics: Loose[] = containers.flatMap(({ ports = [] }) => ports).filter((p: Loose) => p.name === 'metrics');
  return [name, targetPort].includes('metrics') || metrics.some(({ containerPort }) => containerPort === targetPort);
}

function gatewayBackends({ object }: Entry): Backend[] {
  return (object.spec?.rules ?? []).flatMap(({ matches, backendRefs = [] }: Loose) =>
    backendRefs
      .filter((reference: Loose) => isOwn(object.metadata.namespace, reference, 'Service'))
      .map(({ name, port }: Loose) => ({ path: matches?.[0]?.path?.value ?? '/', service: name, port })),
  );
}

/** What is of another kind or in another namespace is somebody else's. */
function isOwn(own: string | undefined, { kind, namespace }: Loose, expected: string): boolean {
  return (kind ?? expected) === expected && (namespace ?? own) === own;
}

function ingressBackends({ object }: Entry): Backend[] {
  const paths: Loose[] = (object.spec?.rules ?? []).flatMap(({ http }: Loose) => http?.paths ?? []);
  const byDefault = object.spec?.defaultBackend;
  const all = byDefault ? [...paths, { path: '(default)', backend: byDefault }] : paths;
  return all.flatMap(({ path = '/', backend: { service } }) =>
    // A backend may be a resource of the controller's own instead.
    service ? [{ path, service: service.name, port: service.port?.number ?? service.port?.name }] : [],
  );
}

function parents(model: Model, route: Entry): string[] {
  const { metadata, spec } = route.object;
  const own: Loose[] = (spec?.parentRefs ?? []).filter((ref: Loose) => isOwn(metadata.namespace, ref, 'Gateway'));
  return own.flatMap(({ name, sectionName }) => {
    const where = `${route.path}: ${title(route)} attaches to`;
    const gateway = model.find('Gateway', name)?.object;
    if (!gateway) return [`${where} Gateway ${name}, which nothing declares; create it or correct the name`];
    const names: string[] = (gateway.spec?.listeners ?? []).map((listener: { name: string }) => listener.name);
    if (sectionName === undefined || names.includes(sectionName)) return [];
    return [
      `${where} the listener ${sectionName} of Gateway ${name}, which has only ${names.join(', ')}; correct the name`,
    ];
  });
}
