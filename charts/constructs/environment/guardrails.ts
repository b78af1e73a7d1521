import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { inWave, neverDeleted, syncWave } from '../gitops/sync-wave.ts';
import { declareFacts } from '../kubernetes/declared-facts.ts';
import { countedResources, type Footprint, footprintOf } from '../kubernetes/footprint.ts';
import { type Labels, label } from '../kubernetes/labels.ts';
import { Manifest } from '../kubernetes/manifest.ts';
import { formatBytes, formatCpu, parseQuantity } from '../kubernetes/quantity.ts';
import type { Resources } from '../kubernetes/resources.ts';
import { jobAlerts } from '../monitoring/alerts/job.ts';
import { TierMonitoring } from '../monitoring/tier-monitoring.ts';
import { allowDeclared, denyByDefault } from '../network/network-policy.ts';
import type { PodPeer } from '../network/peer.ts';
import { OutputFile } from '../synth/output-file.ts';
import { renderObjects } from '../synth/render.ts';
import { type AccessProps, grantAccess } from './access.ts';
import type { Environment } from './environment.ts';

/** Limits of the namespace beyond what the tiers need. */
export interface GuardrailsProps {
  /**
   * Pods beside those of the tiers that the quota leaves room for.
   * @default 4: ACME solvers, a one-off Job, and a pod that is being replaced
   */
  readonly sparePods?: number;
  /**
   * Resources of a container that names none, which only other controllers' pods do, such as ACME solvers.
   * @default 10m to 100m CPU, 32Mi to 64Mi memory, 16Mi to 64Mi scratch space: enough for a small helper
   */
  readonly defaultResources?: Required<Resources>;
}

const smallHelper: Required<Resources> = {
  cpu: { request: '10m', limit: '100m' },
  memory: { request: '32Mi', limit: '64Mi' },
  ephemeralStorage: { request: '16Mi', limit: '64Mi' },
};

/**
 * The Namespace and what bounds it: Pod Security `restricted`, a quota and limits sized from the tiers' own sum, default
 * deny in both directions, and two roles.
 */
export class Guardrails extends OutputFile {
  private readonly environment: Environment;
  private readonly sparePods: number;
  private readonly helper: Required<Resources>;

  constructor(environment: Environment, id: string, props: GuardrailsProps & { readonly access: AccessProps }) {
    super(environment, id, {
      file: `${environment.folder}/namespace.yaml`,
      title: `the namespace ${environment.namespace} and its guardrails`,
    });
    this.sparePods = props.sparePods ?? 4;
    this.helper = props.defaultResources ?? smallHelper;
    this.environment = environment;
    const { namespace } = environment;
    const labels = this.commonLabels;
    const metadata = (name: string) => this.metadataOf(name);

    createNamespace(this, namespace, labels);
    this.createQuota(environment, metadata('quota'));
    this.createLimits(environment, metadata('limits'));
    denyByDefault(this, metadata('deny-by-default'));
    const hasRollouts = () => renderObjects(environment, (kind) => kind === 'Rollout').length > 0;
    grantAccess(this, metadata, { ...props.access, hasRollouts });
    this.monitorJobs();
  }

  /** Jobs come and go, and belong to no tier that could watch them. */
  private monitorJobs(): void {
    const { name, namespace, monitoring, catalogue } = this.environment;
    const jobs = new TierMonitoring(this, 'Jobs', {
      namespace,
      workload: 'namespace-jobs',
      component: 'jobs',
      environment: name,
      metadataOf: (rule) => ({ ...this.metadataOf(rule), annotations: inWave(syncWave.monitoring) }),
      settings: monitoring,
      catalogue,
    });
    jobs.addAlerts(...jobAlerts({ namespace }));
  }

  /**
   * Gives pods that another controller starts in the namespace what the traffic graph declares for them. Several tiers may
   * ask for the same.
   */
  admitForeignPods(pods: PodPeer): void {
    if (this.node.tryFindChild(pods.name)) return;
    const policy = allowDeclared(
      new Construct(this, pods.name),
      this.metadataOf(pods.name),
      pods,
      this.environment.traffic,
    );
    declareFacts(policy, { foreignPods: true });
  }

  private get commonLabels(): Labels {
    return {
      [label.instance]: this.environment.instance,
      [label.partOf]: this.environment.platform,
      [label.managedBy]: 'cdk8s',
    };
  }

  private metadataOf(name: string) {
    const { namespace } = this.environment;
    return { name, namespace, labels: this.commonLabels, annotations: inWave(syncWave.configuration) };
  }

  private createQuota(environment: Environment, metadata: object) {
    const hard = Lazy.any({ produce: () => this.quota(footprintOf(renderObjects(environment, isSized))) });
    new Manifest(this, 'ResourceQuota', { apiVersion: 'v1', kind: 'ResourceQuota' }, { metadata, spec: { hard } });
  }

  private createLimits(environment: Environment, metadata: object) {
    const limits = Lazy.any({ produce: () => this.limits(footprintOf(renderObjects(environment, isSized))) });
    new Manifest(this, 'LimitRange', { apiVersion: 'v1', kind: 'LimitRange' }, { metadata, spec: { limits } });
  }

  private quota({ pods, requests, limits, claims, storage }: Footprint) {
    const spare = (quantity: string) => this.sparePods * parseQuantity(quantity, 'defaultResources');
    const { cpu, memory, ephemeralStorage } = this.helper;
    return {
      pods: String(pods + this.sparePods),
      'requests.cpu': formatCpu(requests.cpu + spare(cpu.request)),
      'requests.memory': formatBytes(requests.memory + spare(memory.request)),
      'requests.ephemeral-storage': formatBytes(requests['ephemeral-storage'] + spare(ephemeralStorage.request)),
      'limits.cpu': formatCpu(limits.cpu + spare(cpu.limit)),
      'limits.memory': formatBytes(limits.memory + spare(memory.limit)),
      'limits.ephemeral-storage': formatBytes(limits['ephemeral-storage'] + spare(ephemeralStorage.limit)),
      persistentvolumeclaims: String(claims),
      'requests.storage': formatBytes(storage),
      // Users come in through the edge; a Service of these types would be a way around it.
      'services.loadbalancers': '0',
      'services.nodeports': '0',
    };
  }

  private limits({ largestContainer, largestClaim }: Footprint) {
    const { cpu, memory, ephemeralStorage } = this.helper;
    const limit = { cpu: cpu.limit, memory: memory.limit, 'ephemeral-storage': ephemeralStorage.limit };
    const largest = Object.fromEntries(
      countedResources.map((resource) => {
        const needed = Math.max(largestContainer[resource], parseQuantity(limit[resource], 'defaultResources'));
        return [resource, resource === 'cpu' ? formatCpu(needed) : formatBytes(needed)];
      }),
    );
    const container = {
      type: 'Container',
      default: limit,
      defaultRequest: { cpu: cpu.request, memory: memory.request, 'ephemeral-storage': ephemeralStorage.request },
      max: largest,
    };
    const claim = { type: 'PersistentVolumeClaim', max: { storage: formatBytes(largestClaim) } };
    return largestClaim > 0 ? [container, claim] : [container];
  }
}

/** Objects that say how large a workload is. The quota itself must not be among them: it is computed from them. */
const isSized = (kind: string) => kind !== 'ResourceQuota' && kind !== 'LimitRange';

function createNamespace(scope: Guardrails, name: string, labels: Labels) {
  const podSecurity = Object.fromEntries(
    ['enforce', 'audit', 'warn'].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, 'restricted'],
      // The standard of the cluster's own version: an upgrade may tighten it, never silently loosen it.
      [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
    ]),
  );
  new Manifest(
    scope,
    'Namespace',
    { apiVersion: 'v1', kind: 'Namespace' },
    {
      metadata: {
        name,
        labels: { ...labels, ...podSecurity },
        annotations: { ...inWave(syncWave.namespace), ...neverDeleted },
      },
    },
  );
}
