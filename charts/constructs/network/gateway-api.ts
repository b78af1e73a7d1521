import type { Tier } from '../environment/tier.ts';
import { inWave, syncWave } from '../gitops/sync-wave.ts';
import { Manifest } from '../kubernetes/manifest.ts';
import type { ControllerPods, EdgeController, EdgeModel } from './edge-controller.ts';

/** The cluster's Gateway API implementation. */
export interface GatewayApiProps {
  /** Name of the GatewayClass. */
  readonly className: string;
  /** Pods that forward the traffic, as network policies select them. */
  readonly pods: ControllerPods;
}

const group = 'gateway.networking.k8s.io';
const version = `${group}/v1`;

/** An edge by the Gateway API, with features of the core and standard channel only: no vendor's extension is needed. */
export function gatewayApi({ className, pods }: GatewayApiProps): EdgeController {
  return {
    peer: { name: `gateway ${className}`, namespace: pods.namespace, labels: pods.labels },
    ...(pods.ports ? { ports: pods.ports } : {}),
    render(tier, model) {
      emitGateway(tier, className, model);
      emitRoutes(tier, model);
      if (model.tlsSecret !== undefined) emitRedirect(tier, model);
    },
    acmeSolver: ({ name }) => ({
      // The default, NodePort, is refused by the namespace's quota.
      gatewayHTTPRoute: {
        serviceType: 'ClusterIP',
        parentRefs: [{ group, kind: 'Gateway', name, sectionName: 'http' }],
      },
    }),
  };
}

function emitGateway(tier: Tier, gatewayClassName: string, { name, host, tlsSecret }: EdgeModel) {
  const common = { hostname: host, allowedRoutes: { namespaces: { from: 'Same' } } };
  const http = { name: 'http', protocol: 'HTTP', port: 80, ...common };
  const https = (secret: string) => ({
    name: 'https',
    protocol: 'HTTPS',
    port: 443,
    ...common,
    tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: secret }] },
  });
  const listeners = tlsSecret === undefined ? [http] : [http, https(tlsSecret)];
  emit(tier, 'Gateway', name, { gatewayClassName, listeners });
}

function emitRoutes(tier: Tier, { name, host, tlsSecret, routes, hstsSeconds }: EdgeModel) {
  const hsts = {
    type: 'ResponseHeaderModifier',
    responseHeaderModifier: {
      set: [{ name: 'Strict-Transport-Security', value: `max-age=${hstsSeconds}` }],
    },
  };
  emit(tier, 'HTTPRoute', name, {
    parentRefs: [parent(name, tlsSecret === undefined ? 'http' : 'https')],
    hostnames: [host],
    rules: routes.map(({ path, service, port, streams }) => ({
      matches: [{ path: { type: 'PathPrefix', value: path } }],
      ...(tlsSecret === undefined ? {} : { filters: [hsts] }),
      backendRefs: [{ group: '', kind: 'Service', name: service, port, weight: 1 }],
      // Zero means none, https://gateway-api.sigs.k8s.io/geps/gep-1742/.
      ...(streams ? { timeouts: { request: '0s' } } : {}),
    })),
  });
}

function emitRedirect(tier: Tier, { name, host }: EdgeModel) {
  emit(tier, 'HTTPRoute', `${name}-https-redirect`, {
    parentRefs: [parent(name, 'http')],
    hostnames: [host],
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
      },
    ],
  });
}

const parent = (name: string, sectionName: string) => ({ group, kind: 'Gateway', name, sectionName });

function emit(tier: Tier, kind: string, name: string, spec: object) {
  new Manifest(
    tier,
    `${kind}-${name}`,
    { apiVersion: version, kind },
    {
      metadata: { name, labels: tier.commonLabels, annotations: inWave(syncWave.edge) },
      spec,
    },
  );
}
