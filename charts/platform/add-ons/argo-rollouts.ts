import { neverDeleted } from '@arq/constructs';
import { monitoringNamespace } from '../environments/shared-cluster.ts';
import { type AddOn, clusterRole, customResources } from './add-on.ts';
import { disruptionBudget, egressToApis, resources, spread } from './values.ts';

const name = 'argo-rollouts';
const controllerLabels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name };
const metricsPort = 8090;

/** Releases the backend and the frontend blue-green. */
export const argoRollouts: AddOn = {
  name,
  namespace: name,
  // Before the first Rollout, whose kind nobody would know.
  wave: -1,
  serverSideApply: true,
  chart: {
    repository: 'ghcr.io/argoproj/argo-helm',
    chart: name,
    version: '2.41.0',
    values: {
      installCRDs: true,
      // With the definitions all Rollouts would go.
      keepCRDs: true,
      crdAnnotations: neverDeleted,
      // Who may do what with Rollouts is granted in each namespace.
      createClusterAggregateRoles: false,
      // Traffic moves by Services alone; nothing of ingresses and meshes is its business.
      providerRBAC: { enabled: false },
      dashboard: { enabled: false },
      controller: {
        replicas: 2,
        pdb: { enabled: true, maxUnavailable: disruptionBudget.maxUnavailable },
        resources: resources('50m', '128Mi', '512Mi'),
        topologySpreadConstraints: spread(),
        logging: { format: 'json' },
        metrics: {
          enabled: true,
          service: { port: metricsPort },
          serviceMonitor: {
            enabled: true,
            // The namespace of a Rollout is what its alerts go by, not that of the program that tells of it.
            metricRelabelings: [
              { sourceLabels: ['exported_namespace'], regex: '(.+)', targetLabel: 'namespace' },
              { action: 'labeldrop', regex: 'exported_namespace' },
            ],
          },
        },
      },
      extraObjects: [networkPolicy()],
    },
  },
  clusterResources: [...customResources('argoproj.io'), ...clusterRole(name)],
};

/** The chart has none: its metrics are scraped, and it asks the API server and Prometheus. */
function networkPolicy() {
  const monitoring = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': monitoringNamespace } } }];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: name },
    spec: {
      podSelector: { matchLabels: controllerLabels },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: monitoring, ports: [{ port: metricsPort, protocol: 'TCP' }] }],
      egress: [egressToApis, { to: monitoring, ports: [{ port: 9090, protocol: 'TCP' }] }],
    },
  };
}
