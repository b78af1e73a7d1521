import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Tier } from '../environment/tier.ts';
import { ConfigurationError } from '../errors.ts';
import { neverPruned, syncWave } from '../gitops/sync-wave.ts';
import { HashedConfigMap } from '../kubernetes/config-map.ts';
import { declareFacts } from '../kubernetes/declared-facts.ts';
import type { Plain } from '../kubernetes/plain.ts';
import { httpProbes } from '../kubernetes/probes.ts';
import { containerResources } from '../kubernetes/resources.ts';
import type { Watched } from '../monitoring/watched.ts';
import type { Endpoint } from '../network/endpoint.ts';
import { allowDeclared } from '../network/network-policy.ts';
import { BlueGreen } from '../releases/blue-green.ts';
import { type ReleaseStrategy, revisionLabel, revisionsAtOnce, rolloutsApi } from '../releases/release-strategy.ts';
import { mountConfig } from './config-directory.ts';
import { consume, refuseOverriding } from './consumption.ts';
import { disruptionBudget } from './disruption-budget.ts';
import { environmentVariables } from './environment-variables.ts';
import type { Image } from './image.ts';
import { podTemplate } from './pod.ts';
import { type Autoscaling, autoscalerSpec, maximumReplicas, type Replicas, validateReplicas } from './replicas.ts';
import { mountSecretFiles, requirementOf, secretVariables } from './secret-use.ts';
import { serviceAccount } from './service-account.ts';
import { preStopHook, shutdownTimes, terminationGracePeriodSeconds } from './shutdown.ts';
import { type ScratchVolume, Volumes } from './volumes.ts';
import { monitorWebService } from './web-service-monitoring.ts';
import { containerPorts, requirePorts } from './web-service-ports.ts';
import type { MetricsPort, WebServiceProps } from './web-service-props.ts';
import { webServices } from './web-service-services.ts';

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
  /** Image of its pods; Jobs of a release run the same. */
  readonly image: Image;
  /** How a new revision takes over. */
  readonly release: ReleaseStrategy;
  private readonly volumes: Volumes;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id, props, props.component ?? 'web');
    validateReplicas(props.replicas, this.node.path);
    requirePorts(props, this.node.path);
    this.metrics = props.metrics;
    this.image = props.image;
    this.release = props.release ?? 'rolling';
    this.requireScrapedServices(props);
    this.endpoint = { name: this.name, host: this.name, port: props.port, podPort: props.port, peer: this.peer };
    this.volumes = new Volumes(this.node.path);

    serviceAccount(this, this.name, this.commonLabels);
    const configuration = this.createConfiguration(props);
    this.createWorkload(props, configuration);
    webServices(this, props);
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
      kind: this.kind,
      ...(this.metrics ? { job: this.name } : {}),
    };
  }

  private get kind(): 'Deployment' | 'Rollout' {
    return this.release === 'blueGreen' ? 'Rollout' : 'Deployment';
  }

  private get apiVersion(): string {
    return this.release === 'blueGreen' ? rolloutsApi : 'apps/v1';
  }

  /**
   * The variables as fields of the container. Of a Rollout they stand in the pod template itself: after an aborted release
   * Git names no ConfigMap of the colour that serves on, and Argo CD would prune it under its pods.
   */
  private createConfiguration(props: WebServiceProps): Pick<Plain<k8s.Container>, 'env' | 'envFrom'> {
    const secrets = props.secrets ?? [];
    for (const secret of secrets) this.environment.requireSecret(requirementOf(secret), this);
    const connections = consume(
      {
        path: this.node.path,
        environment: this.environment,
        peer: this.peer,
        maximumReplicas: maximumReplicas(props.replicas),
        revisions: revisionsAtOnce(this.release),
      },
      props.uses ?? [],
      this.volumes,
    );
    const files = Object.assign({}, ...secrets.map((secret) => mountSecretFiles(secret, this.volumes)));
    const derived = { ...connections, ...files };
    refuseOverriding(this.node.path, derived, props.environment ?? {});
    const variables = { ...derived, ...props.environment };
    const ofSecrets = secrets.flatMap(secretVariables);
    if (this.release === 'blueGreen') return withEnv([...environmentVariables(variables), ...ofSecrets]);
    if (Object.keys(variables).length === 0) return withEnv(ofSecrets);
    const metadata = this.metadata({ name: `${this.name}-environment`, wave: syncWave.configuration });
    const configuration = new HashedConfigMap(this, 'Environment', metadata, variables);
    return { envFrom: [{ configMapRef: { name: configuration.hashedName } }], ...withEnv(ofSecrets) };
  }

  private createWorkload(props: WebServiceProps, configuration: Pick<Plain<k8s.Container>, 'env' | 'envFrom'>): void {
    const { replicas, shutdown = {} } = props;
    for (const scratch of props.scratch ?? defaultScratch) this.volumes.scratch(scratch);
    mountConfig(this, this.volumes, props.config ?? [], this.release === 'blueGreen' ? neverPruned : {});
    const workload = this.emit(
      this.kind,
      { apiVersion: this.apiVersion, kind: this.kind },
      { wave: syncWave.workload },
      {
        spec: {
          // The autoscaler owns the number of pods; a number here would undo its work at each sync.
          ...(typeof replicas === 'number' ? { replicas } : {}),
          selector: { matchLabels: this.selector },
          ...this.releaseSpec(props),
          // Enough to go back by hand; older revisions are in Git.
          revisionHistoryLimit: 3,
          template: podTemplate({
            name: this.name,
            labels: this.commonLabels,
            selector: this.selector,
            volumes: this.volumes,
            terminationGracePeriodSeconds: terminationGracePeriodSeconds(shutdown),
            revisionLabel: revisionLabel[this.release],
            container: {
              image: props.image,
              ...(props.command ? { command: props.command } : {}),
              ports: containerPorts(props),
              ...configuration,
              ...httpProbes(props.probes, 'http'),
              ...preStopHook(shutdown),
              resources: containerResources(props.resources, this.node.path),
            },
          }),
        },
      },
    );
    declareFacts(workload, { shutdown: shutdownTimes(shutdown), probes: props.probes });
  }

  /** The fields of the workload that decide how a new revision takes over. */
  private releaseSpec(props: WebServiceProps): object {
    if (this.release === 'rolling') {
      // Capacity never falls below what is needed: a new pod first, then an old one goes.
      return { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
    }
    const { analysis = {}, monitoring } = props;
    const http = monitoring === 'none' ? undefined : monitoring?.http;
    const { name, environment, image, endpoint, commonLabels } = this;
    return new BlueGreen(this, 'BlueGreen', {
      name,
      environment,
      image,
      endpoint,
      commonLabels,
      metadataOf: (object, wave) => this.metadata({ name: object, wave }),
      analysis,
      judged: this.metrics && { watched: this.watched(environment.namespace), http },
    }).spec;
  }

  private createAutoscaler(replicas: Replicas): void {
    if (typeof replicas === 'number') return;
    const target = { apiVersion: this.apiVersion, kind: this.kind, name: this.name };
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

  /** @throws ConfigurationError if the new colour could not be told from the old one */
  private requireScrapedServices({ metrics }: WebServiceProps): void {
    if (this.release !== 'blueGreen' || metrics?.by !== 'pod') return;
    throw new ConfigurationError(
      `${this.node.path}: metrics are scraped by pod, but a blue-green release is judged by colour, which Services tell ` +
        'apart; scrape it by service',
    );
  }
}

/** An empty list means the same as none, but the API server drops it, and each apply would see a difference. */
function withEnv(variables: readonly Plain<k8s.EnvVar>[]): Pick<Plain<k8s.Container>, 'env'> {
  return variables.length > 0 ? { env: [...variables] } : {};
}
