import type { k8s } from 'cdk8s-plus-28';
import type { Tier } from '../environment/tier.ts';
import { inWave, syncWave } from '../gitops/sync-wave.ts';
import { Manifest } from '../kubernetes/manifest.ts';
import type { Plain } from '../kubernetes/plain.ts';
import type { ControllerPods, EdgeController, EdgeModel } from './edge-controller.ts';

/** The cluster's Ingress controller. */
export interface IngressProps {
  /**
   * Name of the IngressClass.
   * @default the cluster's default class
   */
  readonly className?: string;
  /** Pods that forward the traffic, as network policies select them. */
  readonly pods: ControllerPods;
}

/**
 * An edge by Ingress, without any vendor's annotation. Host, certificate and paths mean the same as with the Gateway
 * API. The redirect to HTTPS and the HSTS header have no field in Ingress: configure them in the controller, where
 * most have the redirect on for hosts with a certificate, or send the header from the application.
 */
export function ingress({ className, pods }: IngressProps): EdgeController {
  return {
    peer: { name: 'ingress controller', namespace: pods.namespace, labels: pods.labels },
    ...(pods.ports ? { ports: pods.ports } : {}),
    render(tier, model) {
      emitIngress(tier, className, model);
    },
    acmeSolver: () => ({
      ingress: { serviceType: 'ClusterIP', ...(className === undefined ? {} : { ingressClassName: className }) },
    }),
  };
}

function emitIngress(tier: Tier, className: string | undefined, { name, host, tlsSecret, routes }: EdgeModel) {
  new Manifest<Plain<k8s.KubeIngressProps>>(
    tier,
    'Ingress',
    { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' },
    {
      metadata: { name, labels: tier.commonLabels, annotations: inWave(syncWave.edge) },
      spec: {
        ...(className === undefined ? {} : { ingressClassName: className }),
        ...(tlsSecret === undefined ? {} : { tls: [{ hosts: [host], secretName: tlsSecret }] }),
        rules: [
          {
            host,
            http: {
              paths: routes.map(({ path, service, port }) => ({
                path,
                pathType: 'Prefix',
                backend: { service: { name: service, port: { number: port } } },
              })),
            },
          },
        ],
      },
    },
  );
}
