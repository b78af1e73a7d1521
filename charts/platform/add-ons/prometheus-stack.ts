import { evaluationInterval, neverDeleted, scrapeInterval } from '@arq/constructs';
import { monitoringNamespace } from '../environments/shared-cluster.ts';
import { dashboardLabel, overviewFile } from '../monitoring/dashboards/dashboards.ts';
import { receiverSecretNames } from '../monitoring/routing/secrets.ts';
import { type AddOn, admissionObject, clusterRoles, customResources } from './add-on.ts';
import { resources } from './values.ts';

const repository = 'ghcr.io/prometheus-community/charts';
const release = 'kube-prometheus-stack';
/** The node exporter reads the host's file systems, which Pod Security `restricted` forbids: it lives by itself. */
export const nodeExporterNamespace = 'node-exporter';

/** The kinds of the Prometheus operator, before anything that creates them. */
export const prometheusCrds: AddOn = {
  name: 'prometheus-operator-crds',
  namespace: monitoringNamespace,
  wave: -2,
  serverSideApply: true,
  keep: true,
  chart: {
    repository,
    chart: 'prometheus-operator-crds',
    version: '31.0.1',
    values: { crds: { annotations: neverDeleted } },
  },
  clusterResources: customResources('monitoring.coreos.com'),
};

/** In what the stack of one cluster differs from that of another. */
export interface StackProps {
  /** Label of all series and alerts of the cluster. */
  readonly cluster: string;
  /** Configuration of Alertmanager; what is secret in it, it reads from files. */
  readonly alertmanager: object;
}

/** Prometheus, Alertmanager, Grafana and the exporters of the cluster. */
export function prometheusStack(props: StackProps): AddOn {
  return {
    name: release,
    namespace: monitoringNamespace,
    otherNamespaces: [nodeExporterNamespace],
    wave: 0,
    chart: { repository, chart: release, version: '88.5.3', values: values(props) },
    clusterResources: [
      ...clusterRoles(release),
      ...['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map((kind) =>
        admissionObject(kind, `${release}-admission`),
      ),
    ],
  };
}

function values({ cluster, alertmanager }: StackProps) {
  return {
    crds: { enabled: false },
    // Managed control planes do not expose them.
    kubeControllerManager: { enabled: false },
    kubeScheduler: { enabled: false },
    kubeEtcd: { enabled: false },
    kubeProxy: { enabled: false },
    coreDns: coreDns(),
    thanosRuler: { enabled: false },
    defaultRules: defaultRules(),
    prometheusOperator: operator(),
    prometheus: {
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      prometheusSpec: prometheus(cluster),
    },
    alertmanager: {
      config: alertmanager,
      podDisruptionBudget: { enabled: true, minAvailable: 2 },
      alertmanagerSpec: {
        replicas: 3,
        podAntiAffinity: 'hard',
        // Files below /etc/alertmanager/secrets, for what is secret in the configuration.
        secrets: receiverSecretNames,
        retention: '120h',
        storage: volume('2Gi'),
        resources: resources('20m', '64Mi', '128Mi'),
      },
    },
    grafana: grafana(),
    'kube-state-metrics': { resources: resources('20m', '96Mi', '384Mi') },
    'prometheus-node-exporter': {
      namespaceOverride: nodeExporterNamespace,
      resources: resources('20m', '32Mi', '64Mi'),
      containerSecurityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
    },
  };
}

/** Namespaces of the add-ons, as a regular expression: those of the platform have alerts of their own. */
const platformNamespaces =
  'argo-rollouts|cert-manager|envoy-gateway-system|external-secrets|kube-system|monitoring|node-exporter';

/** The chart's own rules, for what ours do not watch: the control plane, the kubelets, and the add-ons' namespaces. */
function defaultRules() {
  return {
    create: true,
    rules: { alertmanager: false, general: false, network: false, nodeExporterAlerting: false, prometheus: false },
    appNamespacesTarget: platformNamespaces,
  };
}

function coreDns() {
  return {
    enabled: true,
    // The Service that every distribution has; the chart's own would stand in kube-system.
    service: { enabled: false },
    serviceMonitor: {
      port: 'metrics',
      selector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      relabelings: [{ targetLabel: 'job', replacement: 'coredns' }],
    },
  };
}

function operator() {
  return {
    resources: resources('50m', '128Mi', '512Mi'),
    prometheusConfigReloader: { resources: resources('10m', '32Mi', '64Mi') },
    kubeletService: { enabled: true, namespace: 'kube-system' },
    kubeletEndpointsEnabled: false,
    kubeletEndpointSliceEnabled: true,
    admissionWebhooks: {
      enabled: true,
      failurePolicy: 'Ignore',
      // cert-manager issues the certificate; the chart's hook Jobs would run at every sync.
      patch: { enabled: false },
      certManager: { enabled: true },
      deployment: {
        enabled: true,
        replicas: 2,
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        resources: resources('10m', '32Mi', '128Mi'),
      },
    },
  };
}

function prometheus(cluster: string) {
  return {
    replicas: 2,
    podAntiAffinity: 'hard',
    scrapeInterval,
    evaluationInterval,
    externalLabels: { cluster },
    retention: '15d',
    retentionSize: '45GB',
    serviceDiscoveryRole: 'EndpointSlice',
    // Otherwise only objects with the release's label are selected, and ours carry none.
    ruleSelectorNilUsesHelmValues: false,
    serviceMonitorSelectorNilUsesHelmValues: false,
    podMonitorSelectorNilUsesHelmValues: false,
    probeSelectorNilUsesHelmValues: false,
    scrapeConfigSelectorNilUsesHelmValues: false,
    ruleNamespaceSelector: {},
    serviceMonitorNamespaceSelector: {},
    podMonitorNamespaceSelector: {},
    probeNamespaceSelector: {},
    scrapeConfigNamespaceSelector: {},
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    storageSpec: volume('50Gi'),
    resources: resources('500m', '2Gi', '4Gi'),
  };
}

function grafana() {
  return {
    replicas: 1,
    // Without it the chart makes up a password at every render, and Argo CD a difference.
    admin: { existingSecret: 'grafana-admin', userKey: 'admin-user', passwordKey: 'admin-password' },
    testFramework: { enabled: false },
    initChownData: { enabled: false },
    'grafana.ini': {
      analytics: { check_for_updates: false, reporting_enabled: false },
      'auth.anonymous': { enabled: false },
      users: { allow_sign_up: false },
      dashboards: { default_home_dashboard_path: `/tmp/dashboards/${overviewFile}` },
    },
    resources: resources('100m', '256Mi', '512Mi'),
    sidecar: {
      resources: resources('10m', '96Mi', '192Mi'),
      dashboards: { resource: 'configmap', searchNamespace: monitoringNamespace, label: dashboardLabel },
      datasources: {
        resource: 'configmap',
        searchNamespace: monitoringNamespace,
        // Otherwise `$__rate_interval` is wrong by as much as the intervals differ.
        defaultDatasourceScrapeInterval: scrapeInterval,
      },
    },
    // The chart's cluster role reads every Secret of every namespace.
    rbac: { namespaced: true },
  };
}

function volume(storage: string) {
  return { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } } } };
}
