import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Tier } from '../environment/tier.ts';
import { ConfigurationError } from '../errors.ts';
import { syncWave } from '../gitops/sync-wave.ts';
import { HashedConfigMap } from '../kubernetes/config-map.ts';
import { declareFacts } from '../kubernetes/declared-facts.ts';
import type { Plain } from '../kubernetes/plain.ts';
import { httpProbes } from '../kubernetes/probes.ts';
import { containerResources } from '../kubernetes/resources.ts';
import type { Watched } from '../monitoring/watched.ts';
import type { Endpoint } from '../network/endpoint.ts';
import { allowDeclared } from '../network/network-policy.ts';
import { mountConfig } from './config-directory.ts';
import { consume } from './consumption.ts';
import { disruptionBudget } from './disruption-budget.ts';
import { podTemplate } from './pod.ts';
import { type Autoscaling, autoscalerSpec, maximumReplicas, type Replicas, validateReplicas } from './replicas.ts';
import { mountSecretFiles, requirementOf, secretVariables } from './secret-use.ts';
import { serviceAccount } from './service-account.ts';
import { preStopHook, shutdownTimes, terminationGracePeriodSeconds } from './shutdown.ts';
import { type ScratchVolume, Volumes } from './volumes.ts';
import { monitorWebService } from './web-service-monitoring.ts';
import type { MetricsPort, WebServiceProps } from './web-service-props.ts';

const defaultScratch: readonly ScratchVolume[] = [{ path: '/tmp', sizeLimit: '64Mi' }];

/**
 * A stateless HTTP service, complete: workload, Service, autoscaler, disruption budget, identity, configuration and
 * network policy.
 */
export class WebService extends Tier {
  /** Where clients in the namespace and the edge reach it. */
  readonly endpoint: Endpoint;
  /** Where its metrics are scraped. */
  readonly metrics?: MetricsPort;
  private readonly volumes: Volumes;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id, props, props.component ?? 'web');
    validateReplicas(props.replicas, this.node.path);
    this.requirePorts(props);
    this.metrics = props.metrics;
    this.endpoint = { name: this.name, host: this.name, port: props.port, podPort: props.port, peer: this.peer };
    this.volumes = new Volumes(this.node.path);

    serviceAccount(this, this.name, this.commonLabels);
    const configuration = this.createConfiguration(props);
    this.createDeployment(props, configuration);
    this.createService(props);
    this.createAutoscaler(props.replicas);
    if (maximumReplicas(props.replicas) > 1) this.createDisruptionBudget();
    this.createNetworkPolicy();
    monitorWebService(this, props);
  }

  /** How series of any namespace name it: alerts of one's own are made from this. */
  watched(namespace: string): Watched {
    return {
      namespace,
      workload: this.name,
      kind: 'Deployment',
      ...(this.metrics ? { job: this.name } : {}),
    };
  }

  private createConfiguration(props: WebServiceProps): HashedConfigMap | undefined {
    const secrets = props.secrets ?? [];
    for (const secret of secrets) this.environment.requireSecret(requirementOf(secret), this);
    const connections = consume(
      {
        path: this.node.path,
        environment: this.environment,
        peer: this.peer,
        maximumReplicas: maximumReplicas(props.replicas),
      },
      props.uses ?? [],
      this.volumes,
    );
    const files = Object.assign({}, ...secrets.map((secret) => mountSecretFiles(secret, this.volumes)));
    this.refuseOverriding({ ...connections, ...files }, props.environment ?? {});
    const variables = { ...connections, ...files, ...props.environment };
    if (Object.keys(variables).length === 0) return undefined;
    const metadata = this.metadata({ name: `${this.name}-environment`, wave: syncWave.configuration });
    return new HashedConfigMap(this, 'Environment', metadata, variables);
  }

  /** A connection that is declared and then redirected by hand would have the wrong network policies. */
  private refuseOverriding(derived: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>): void {
    const both = Object.keys(own).find((variable) => variable in derived);
    if (both === undefined) return;
    throw new ConfigurationError(
      `${this.node.path}: environment sets ${both} to "${own[both]}", but a connection or Secret sets it to ` +
        `"${derived[both]}"; remove one of them`,
    );
  }

  private createDeployment(props: WebServiceProps, configuration: HashedConfigMap | undefined): void {
    const { replicas, shutdown = {} } = props;
    const variables = (props.secrets ?? []).flatMap(secretVariables);
    for (const scratch of props.scratch ?? defaultScratch) this.volumes.scratch(scratch);
    mountConfig(this, this.volumes, props.config ?? []);
    const deployment = this.emit<Plain<k8s.KubeDeploymentProps>>(
      'Deployment',
      { apiVersion: 'apps/v1', kind: 'Deployment' },
      { wave: syncWave.workload },
      {
        spec: {
          // The autoscaler owns the number of pods; a number here would undo its work at each sync.
          ...(typeof replicas === 'number' ? { replicas } : {}),
          selector: { matchLabels: this.selector },
          // Capacity never falls below what is needed: a new pod first, then an old one goes.
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          // Enough to go back by hand; older revisions are in Git.
          revisionHistoryLimit: 3,
          template: podTemplate({
            name: this.name,
            labels: this.commonLabels,
            selector: this.selector,
            volumes: this.volumes,
            terminationGracePeriodSeconds: terminationGracePeriodSeconds(shutdown),
            spreadPerRevision: true,
            container: {
              image: props.image,
              ...(props.command ? { command: props.command } : {}),
              ports: [
                { name: 'http', containerPort: props.port, protocol: 'TCP' },
                ...(hasOwnMetricsPort(props)
                  ? [{ name: 'metrics', containerPort: props.metrics.port, protocol: 'TCP' }]
                  : []),
              ],
              ...(configuration ? { envFrom: [{ configMapRef: { name: configuration.hashedName } }] } : {}),
              ...(variables.length > 0 ? { env: variables } : {}),
              ...httpProbes(props.probes, 'http'),
              ...preStopHook(shutdown),
              resources: containerResources(props.resources, this.node.path),
            },
          }),
        },
      },
    );
    declareFacts(deployment, { shutdown: shutdownTimes(shutdown), probes: props.probes });
  }

  private createService(props: WebServiceProps): void {
    const { port } = props;
    this.emit<Plain<k8s.KubeServiceProps>>(
      'Service',
      { apiVersion: 'v1', kind: 'Service' },
      { wave: syncWave.workload },
      {
        spec: {
          type: 'ClusterIP',
          selector: this.selector,
          ports: [
            { name: 'http', port, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' },
            ...(hasOwnMetricsPort(props)
              ? [
                  {
                    name: 'metrics',
                    port: props.metrics.port,
                    targetPort: 'metrics',
                    protocol: 'TCP',
                    appProtocol: 'http',
                  },
                ]
              : []),
          ],
        },
      },
    );
  }

  private createAutoscaler(replicas: Replicas): void {
    if (typeof replicas === 'number') return;
    const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: this.name };
    this.emit<Plain<k8s.KubeHorizontalPodAutoscalerV2Props>>(
      'HorizontalPodAutoscaler',
      { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
      { wave: syncWave.autoscaler },
      { spec: autoscalerSpec(target, replicas satisfies Autoscaling) },
    );
  }

  private createDisruptionBudget(): void {
    disruptionBudget(this, this.metadata({ wave: syncWave.workload }), this.selector);
  }

  private createNetworkPolicy(): void {
    const { traffic, monitoring } = this.environment;
    allowDeclared(this, this.metadata({ wave: syncWave.configuration }), this.peer, traffic);
    if (this.metrics && monitoring.prometheus) {
      traffic.allow({
        from: monitoring.prometheus,
        to: this.peer,
        ports: [{ port: this.metrics.port, protocol: 'TCP' }],
      });
    }
  }

  private requirePorts({ port, metrics }: WebServiceProps): void {
    const ports = metrics ? [port, metrics.port] : [port];
    if (ports.every((number) => Number.isInteger(number) && number >= 1024 && number <= 65535)) return;
    throw new ConfigurationError(`${this.node.path}: the ports ${ports.join(' and ')} must lie between 1024 and 65535`);
  }
}

/** Whether metrics have a port besides the one that serves. */
function hasOwnMetricsPort(props: WebServiceProps): props is WebServiceProps & { readonly metrics: MetricsPort } {
  return props.metrics !== undefined && props.metrics.port !== props.port;
}
