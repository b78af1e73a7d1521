import { neverDeleted } from '@arq/constructs';
import { type AddOn, admissionObject, clusterRoles, customResources } from './add-on.ts';
import { egressToApis, resources, spread } from './values.ts';

const name = 'external-secrets';
const common = {
  replicaCount: 2,
  podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
  livenessProbe: { enabled: true },
  // The chart's own default lets nothing out at all.
  networkPolicy: { enabled: true, egress: [egressToApis] },
};

/** Copies Secrets from the store that the cluster's administrators configure. */
export const externalSecretsOperator: AddOn = {
  name,
  namespace: name,
  // Before what mounts Secrets: Alertmanager waits for its own.
  wave: -1,
  serverSideApply: true,
  chart: {
    repository: 'https://charts.external-secrets.io',
    chart: name,
    version: '2.9.0',
    values: {
      ...common,
      installCRDs: true,
      crds: {
        createClusterSecretStore: true,
        createClusterExternalSecret: false,
        createClusterPushSecret: false,
        createPushSecret: false,
        createClusterGenerator: false,
        annotations: { ...neverDeleted, 'helm.sh/resource-policy': 'keep' },
      },
      // Reads from stores; writes to none.
      processClusterStore: true,
      processClusterExternalSecret: false,
      processClusterPushSecret: false,
      processPushSecret: false,
      processClusterGenerator: false,
      openshiftFinalizers: false,
      // Two replicas without an election would both reconcile.
      leaderElect: true,
      concurrent: 5,
      rbac: {
        servicebindings: { create: false },
        aggregateToView: false,
        aggregateToEdit: false,
        aggregateToAdmin: false,
      },
      resources: resources('50m', '128Mi', '512Mi'),
      readinessProbe: { enabled: true },
      serviceMonitor: { enabled: true, renderMode: 'alwaysRender' },
      global: { topologySpreadConstraints: spread() },
      webhook: { ...common, create: true, failurePolicy: 'Fail', resources: resources('20m', '64Mi', '256Mi') },
      certController: { ...common, create: true, resources: resources('20m', '64Mi', '256Mi') },
    },
  },
  clusterResources: [
    ...customResources('external-secrets.io'),
    ...clusterRoles(name),
    admissionObject('ValidatingWebhookConfiguration', 'secretstore-validate'),
    admissionObject('ValidatingWebhookConfiguration', 'externalsecret-validate'),
  ],
};
