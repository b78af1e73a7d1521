import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Tier } from '../environment/tier.ts';
import { ConfigurationError } from '../errors.ts';
import { neverDeleted, syncWave } from '../gitops/sync-wave.ts';
import { type DeclaredFacts, declareFacts } from '../kubernetes/declared-facts.ts';
import type { Plain } from '../kubernetes/plain.ts';
import { commandProbes } from '../kubernetes/probes.ts';
import { parseQuantity } from '../kubernetes/quantity.ts';
import { containerResources } from '../kubernetes/resources.ts';
import type { Endpoint } from '../network/endpoint.ts';
import { allowDeclared } from '../network/network-policy.ts';
import type { SecretRequirement } from '../secrets/secret-source.ts';
import { mountConfig } from './config-directory.ts';
import { consume } from './consumption.ts';
import { disruptionBudget } from './disruption-budget.ts';
import { environmentVariables } from './environment-variables.ts';
import { podTemplate } from './pod.ts';
import { validateReplicas } from './replicas.ts';
import { serviceAccount } from './service-account.ts';
import type { StatefulServiceProps } from './stateful-service-props.ts';
import { Volumes } from './volumes.ts';

/** Name of the claim template; the claims are called `data-<tier>-<ordinal>`. */
const claimName = 'data';

/**
 * A service with a volume per pod: StatefulSet, headless and client Services, disruption budget, identity and network
 * policy. Neither a prune nor a deletion takes the data along.
 */
export class StatefulService extends Tier {
  /** Where clients in the namespace reach it. */
  readonly endpoint: Endpoint;
  private readonly volumes: Volumes;

  constructor(scope: Construct, id: string, props: StatefulServiceProps) {
    super(scope, id, props, props.component ?? 'data');
    const { name } = this;
    validateReplicas(props.replicas ?? 1, this.node.path);
    if (parseQuantity(props.data.size, `${this.node.path}: data size`) <= 0) {
      throw new ConfigurationError(
        `${this.node.path}: data size ${props.data.size} holds nothing; name one like "10Gi"`,
      );
    }
    this.endpoint = { name, host: name, port: props.port, podPort: props.port, peer: this.peer };
    this.volumes = new Volumes(this.node.path);

    serviceAccount(this, name, this.commonLabels);
    this.createStatefulSet(props, this.collectVariables(props));
    this.createServices(props);
    if ((props.replicas ?? 1) > 1) {
      disruptionBudget(this, this.metadata({ wave: syncWave.data }), this.selector);
    }
    allowDeclared(this, this.metadata({ wave: syncWave.configuration }), this.peer, this.environment.traffic);
  }

  /** What the checks at synth should know about the workload. */
  protected declareFacts(facts: DeclaredFacts): void {
    declareFacts(this.statefulSet, facts);
  }

  private get statefulSet() {
    return this.node.findChild('StatefulSet') as ReturnType<typeof this.emit>;
  }

  private collectVariables({ secret, uses = [], environment, replicas = 1 }: StatefulServiceProps) {
    const { path } = this.node;
    if (secret) this.environment.requireSecret(secret, this);
    const consumer = { path, environment: this.environment, peer: this.peer, maximumReplicas: replicas, revisions: 2 };
    const variables = { ...consume(consumer, uses, this.volumes), ...environment };
    for (const { key, variable } of secret?.files ?? []) {
      const file = this.volumes.secret((secret as SecretRequirement).name, key);
      if (variable !== undefined) variables[variable] = file;
    }
    return variables;
  }

  private createStatefulSet(props: StatefulServiceProps, variables: Readonly<Record<string, string>>): void {
    const { data, resources, replicas = 1 } = props;
    this.volumes.claim(claimName, data.path);
    for (const scratch of props.scratch ?? []) this.volumes.scratch(scratch);
    mountConfig(this, this.volumes, props.config ?? []);
    const env = environmentVariables(variables);
    this.emit<Plain<k8s.KubeStatefulSetProps>>(
      'StatefulSet',
      { apiVersion: 'apps/v1', kind: 'StatefulSet' },
      { wave: syncWave.data, annotations: neverDeleted },
      {
        spec: {
          replicas,
          serviceName: this.headlessName,
          selector: { matchLabels: this.selector },
          // Each replica has its volume; starting or stopping one need not wait for the others.
          podManagementPolicy: 'Parallel',
          updateStrategy: { type: 'RollingUpdate' },
          revisionHistoryLimit: 3,
          persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
          template: podTemplate({
            name: this.name,
            labels: this.commonLabels,
            selector: this.selector,
            volumes: this.volumes,
            terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
            container: {
              image: props.image,
              ...(props.command ? { command: props.command } : {}),
              ...(props.args ? { args: props.args } : {}),
              ports: [{ name: props.portName, containerPort: props.port, protocol: 'TCP' }],
              ...(env.length > 0 ? { env } : {}),
              ...commandProbes(props.probes),
              resources: containerResources(resources, this.node.path),
            },
          }),
          volumeClaimTemplates: [
            {
              metadata: { name: claimName, labels: this.selector },
              spec: {
                accessModes: ['ReadWriteOnce'],
                ...(data.storageClass === undefined ? {} : { storageClassName: data.storageClass }),
                resources: { requests: { storage: data.size } },
              },
            },
          ],
        },
      },
    );
    declareFacts(this.statefulSet, { probes: props.probes });
  }

  private get headlessName(): string {
    return `${this.name}-headless`;
  }

  private createServices({ port, portName }: StatefulServiceProps): void {
    const ports = [{ name: portName, port, targetPort: portName, protocol: 'TCP' }];
    const service = (id: string, name: string, spec: Plain<k8s.ServiceSpec>) =>
      this.emit<Plain<k8s.KubeServiceProps>>(
        id,
        { apiVersion: 'v1', kind: 'Service' },
        { name, wave: syncWave.data },
        { spec: { selector: this.selector, ports, ...spec } },
      );
    service('Service', this.name, { type: 'ClusterIP' });
    // Peers find each other by name before they are ready, which clients must not.
    service('HeadlessService', this.headlessName, {
      type: 'ClusterIP',
      clusterIP: 'None',
      publishNotReadyAddresses: true,
    });
  }
}
