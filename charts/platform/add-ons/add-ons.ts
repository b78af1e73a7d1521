import { ArgoApplication, ArgoProject, OutputFile, type ResourceRule } from '@arq/constructs';
import { Construct } from 'constructs';
import type { Delivery } from '../environments/environment.ts';
import { gatewayNamespace } from '../environments/shared-cluster.ts';
import { git } from '../git.ts';
import type { AddOn } from './add-on.ts';
import { argoRollouts } from './argo-rollouts.ts';
import { certManager } from './cert-manager.ts';
import { envoyGateway, gatewayCrds } from './envoy-gateway.ts';
import { externalSecretsOperator } from './external-secrets.ts';
import { GatewayClass, gatewayFolder } from './gateway-class.ts';
import { AddOnNamespaces, namespacesFolder } from './namespaces.ts';
import { nodeExporterNamespace, prometheusCrds, prometheusStack, type StackProps } from './prometheus-stack.ts';

/** A cluster that gets the add-ons. */
export interface AddOnCluster {
  /** Name of its environment. */
  readonly environment: string;
  readonly delivery: Delivery;
  /** Configuration of Alertmanager, which holds no secret. */
  readonly alertmanager: object;
}

/** What staging and production need besides the platform, by pinned charts. */
export class AddOns extends Construct {
  constructor(scope: Construct, id: string, clusters: readonly AddOnCluster[]) {
    super(scope, id);
    new GatewayClass(this, 'GatewayClass');
    new AddOnNamespaces(
      this,
      'Namespaces',
      namespaces.map((name) => ({ name, podSecurity: name === nodeExporterNamespace ? 'privileged' : 'restricted' })),
    );
    const project = this.createProject(clusters);
    for (const cluster of clusters) this.createApplications(project, cluster);
  }

  private createProject(clusters: readonly AddOnCluster[]): ArgoProject {
    const addOns = addOnsOf({ cluster: 'any', alertmanager: {} });
    const file = new OutputFile(this, 'ProjectFile', {
      file: 'argocd/add-ons-project.yaml',
      title: 'the AppProject of the add-ons',
    });
    return new ArgoProject(file, 'Project', {
      name: 'arq-add-ons',
      description: 'What the clusters of the arQ platform need besides the platform',
      sources: [...new Set([git.repository, ...addOns.map(({ chart }) => chart.repository)])],
      destinations: clusters.flatMap(({ delivery: { cluster } }) =>
        namespaces.map((namespace) => ({ cluster, namespace })),
      ),
      allow: {
        cluster: [
          ...addOns.flatMap(({ clusterResources }) => clusterResources),
          { group: 'gateway.networking.k8s.io', kind: 'GatewayClass' },
          ...namespaces.map((name) => ({ group: '', kind: 'Namespace', name })),
        ],
        namespaced: renderedKinds,
      },
    });
  }

  private createApplications(project: ArgoProject, { environment, delivery, alertmanager }: AddOnCluster): void {
    const file = new OutputFile(this, `Applications-${environment}`, {
      file: `argocd/add-ons-${environment}.yaml`,
      title: `the add-ons of the cluster ${delivery.cluster}`,
    });
    for (const addOn of addOnsOf({ cluster: delivery.cluster, alertmanager })) {
      new ArgoApplication(file, addOn.name, {
        name: `${addOn.name}-${environment}`,
        releaseName: addOn.name,
        project,
        source: addOn.chart,
        destination: { cluster: delivery.cluster, namespace: addOn.namespace },
        wave: addOn.wave,
        sync: { retry: delivery.retry, options: optionsOf(addOn) },
        annotations: addOn.serverSideApply ? serverSideDiff : {},
      });
    }
    new ArgoApplication(file, 'Namespaces', {
      name: `add-on-namespaces-${environment}`,
      project,
      source: { ...git, path: namespacesFolder },
      destination: { cluster: delivery.cluster, namespace: gatewayNamespace },
      wave: -3,
      sync: { retry: delivery.retry },
    });
    new ArgoApplication(file, 'GatewayClass', {
      name: `gateway-class-${environment}`,
      project,
      source: { ...git, path: gatewayFolder },
      destination: { cluster: delivery.cluster, namespace: gatewayNamespace },
      wave: 1,
      sync: { retry: delivery.retry },
    });
  }
}

/** Namespaces that the add-ons live in, by name. */
const namespaces = [
  ...new Set(
    addOnsOf({ cluster: 'any', alertmanager: {} }).flatMap(({ namespace, otherNamespaces = [] }) => [
      namespace,
      ...otherNamespaces,
    ]),
  ),
].sort();

/** A difference as the API server computes it, to go with an apply on the server. */
const serverSideDiff = { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' };

function addOnsOf(stack: StackProps): readonly AddOn[] {
  return [
    gatewayCrds,
    prometheusCrds,
    certManager,
    externalSecretsOperator,
    argoRollouts,
    envoyGateway,
    prometheusStack(stack),
  ];
}

function optionsOf({ serverSideApply, keep }: AddOn): string[] {
  return [...(serverSideApply ? ['ServerSideApply=true'] : []), ...(keep ? ['Prune=false', 'Delete=false'] : [])];
}

/** Namespaced kinds that the charts render with our values. */
const renderedKinds: readonly ResourceRule[] = Object.entries({
  '': ['ConfigMap', 'Secret', 'Service', 'ServiceAccount'],
  apps: ['DaemonSet', 'Deployment'],
  batch: ['Job'],
  'cert-manager.io': ['Certificate', 'Issuer'],
  'gateway.envoyproxy.io': ['EnvoyProxy'],
  'monitoring.coreos.com': ['Alertmanager', 'PodMonitor', 'Prometheus', 'PrometheusRule', 'ServiceMonitor'],
  'networking.k8s.io': ['NetworkPolicy'],
  policy: ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io': ['Role', 'RoleBinding'],
}).flatMap(([group, kinds]) => kinds.map((kind) => ({ group, kind })));
