import type { Check } from './check.ts';
import { type Entry, type Model, title } from './model.ts';

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
  const where = `${entry.path}: ${title(entry)} routes ${path} to ${service}:${port}`;
  const target = model.find('Service', service)?.object;
  if (!target) return [`${where}, but no Service ${service} exists; correct the name or create it`];
  // biome-ignore lint/suspicious/noExplicitAny: see Model
  const ports: any[] = target.spec?.ports ?? [];
  const match = ports.find((offered) => offered.port === port || offered.name === port);
  if (!match) {
    const offered = ports.map((p) => p.port).join(', ');
    return [`${where}, but Service ${service} offers only ${offered || 'no port'}; correct the port`];
  }
  if (match.name !== 'metrics') return [];
  return [`${where}, which publishes the metrics port of ${service}; route to the port that serves users`];
}

// biome-ignore lint/suspicious/noExplicitAny: see Model
function gatewayBackends({ object }: Entry): Backend[] {
  // biome-ignore lint/suspicious/noExplicitAny: see Model
  return (object.spec?.rules ?? []).flatMap(({ matches, backendRefs = [] }: any) =>
    // biome-ignore lint/suspicious/noExplicitAny: see Model
    backendRefs.map(({ name, port }: any) => ({ path: matches?.[0]?.path?.value ?? '/', service: name, port })),
  );
}

function ingressBackends({ object }: Entry): Backend[] {
  // biome-ignore lint/suspicious/noExplicitAny: see Model
  const paths: any[] = (object.spec?.rules ?? []).flatMap(({ http }: any) => http?.paths ?? []);
  const byDefault = object.spec?.defaultBackend;
  const all = byDefault ? [...paths, { path: '(default)', backend: byDefault }] : paths;
  return all.map(({ path = '/', backend }) => ({
    path,
    service: backend.service.name,
    port: backend.service.port.number ?? backend.service.port.name,
  }));
}

function parents(model: Model, route: Entry): string[] {
  // biome-ignore lint/suspicious/noExplicitAny: see Model
  return (route.object.spec?.parentRefs ?? []).flatMap(({ name, namespace, sectionName }: any) => {
    // A Gateway of another namespace is somebody else's.
    if (namespace !== undefined && namespace !== route.object.metadata.namespace) return [];
    const gateway = model.find('Gateway', name)?.object;
    if (!gateway)
      return [`${route.path}: ${title(route)} attaches to Gateway ${name}, which nothing declares; create it`];
    const names: string[] = gateway.spec.listeners.map((listener: { name: string }) => listener.name);
    if (sectionName === undefined || names.includes(sectionName)) return [];
    return [
      `${route.path}: ${title(route)} attaches to the listener ${sectionName} of Gateway ${name}, which has only ` +
        `${names.join(', ')}; correct the name`,
    ];
  });
}
