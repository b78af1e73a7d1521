import { gatewayNamespace } from '../environments/shared-cluster.ts';
import { type AddOn, admissionObject, clusterRoles, customResources } from './add-on.ts';
import { disruptionBudget, egressToApis, resources, spread } from './values.ts';

const name = 'cert-manager';
const spreadComponent = (component: string) =>
  spread({ 'app.kubernetes.io/instance': name, 'app.kubernetes.io/component': component });

/** Issues and renews the certificates of the edge. */
export const certManager: AddOn = {
  name,
  namespace: name,
  wave: -1,
  chart: {
    repository: 'quay.io/jetstack/charts',
    chart: name,
    version: 'v1.21.1',
    values: {
      crds: { enabled: true, keep: true },
      global: {
        // Its own namespace instead of kube-system, which nothing here writes to.
        leaderElection: { namespace: name },
      },
      replicaCount: 2,
      podDisruptionBudget: disruptionBudget,
      // A deleted Certificate leaves its Secret: the edge goes on serving.
      enableCertificateOwnerRef: false,
      config: {
        apiVersion: 'controller.config.cert-manager.io/v1alpha1',
        kind: 'ControllerConfiguration',
        gatewayAPI: { enabled: true },
      },
      resources: resources('50m', '128Mi', '512Mi'),
      topologySpreadConstraints: spreadComponent('controller'),
      // The namespace of a certificate is what its alerts go by, not that of the program that tells of it.
      prometheus: { enabled: true, servicemonitor: { enabled: true, honorLabels: true } },
      networkPolicy: {
        enabled: true,
        egress: [
          egressToApis,
          { ports: [{ port: 80, protocol: 'TCP' }] },
          {
            // The self-check of an HTTP-01 challenge may reach the gateway's pods without passing the load balancer.
            to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': gatewayNamespace } } }],
            ports: [{ port: 10080, protocol: 'TCP' }],
          },
        ],
      },
      webhook: {
        replicaCount: 3,
        timeoutSeconds: 10,
        podDisruptionBudget: disruptionBudget,
        resources: resources('20m', '64Mi', '128Mi'),
        networkPolicy: { enabled: true },
        topologySpreadConstraints: spreadComponent('webhook'),
      },
      cainjector: {
        enabled: true,
        replicaCount: 2,
        podDisruptionBudget: disruptionBudget,
        resources: resources('50m', '128Mi', '512Mi'),
        networkPolicy: { enabled: true },
        topologySpreadConstraints: spreadComponent('cainjector'),
      },
      // A Job at every sync that waits for what Argo CD's own retries wait for.
      startupapicheck: { enabled: false },
    },
  },
  clusterResources: [
    ...customResources('cert-manager.io'),
    ...clusterRoles(name),
    admissionObject('ValidatingWebhookConfiguration', 'cert-manager-webhook'),
    admissionObject('MutatingWebhookConfiguration', 'cert-manager-webhook'),
  ],
};
