import { Construct } from 'constructs';
import { runChecks } from '../checks/run-checks.ts';
import { ConfigurationError } from '../errors.ts';
import { isDnsLabel, requireDnsLabel } from '../kubernetes/syntax.ts';
import { catalogueWith } from '../monitoring/catalogue/catalogue-with.ts';
import type { MetricCatalogue } from '../monitoring/catalogue/metric-catalogue.ts';
import type { MonitoringProps } from '../monitoring/monitoring-props.ts';
import { TierMonitoring } from '../monitoring/tier-monitoring.ts';
import { type DnsProps, dnsPeers } from '../network/dns.ts';
import type { EdgeController } from '../network/edge-controller.ts';
import { peerKey } from '../network/peer.ts';
import { TrafficGraph } from '../network/traffic-graph.ts';
import type { SecretRequirement, SecretSource } from '../secrets/secret-source.ts';
import type { AccessProps } from './access.ts';
import { Guardrails, type GuardrailsProps } from './guardrails.ts';
import type { Tier } from './tier.ts';

/** What an environment offers to its tiers. */
export interface EnvironmentProps {
  /** The platform that this is an environment of, as in `shop`: the label `app.kubernetes.io/part-of`. */
  readonly platform: string;
  /** Name of the environment, as in `staging`: its manifests go to `dist/<name>/`. */
  readonly name: string;
  /**
   * The Kubernetes namespace of all tiers.
   * @default `<platform>-<name>`: the same name in every cluster tells where one is
   */
  readonly namespace?: string;
  /** Where Secrets come from; never from Git. */
  readonly secrets: SecretSource;
  /**
   * Who may look and who may operate.
   * @default nobody: the roles exist, bound to no group
   */
  readonly access?: AccessProps;
  /** What serves the platform to its users: `gatewayApi(...)` or `ingress(...)`. */
  readonly edge: EdgeController;
  /**
   * Who watches it.
   * @default nobody: the tiers know their alerts, but none is emitted
   */
  readonly monitoring?: MonitoringProps;
  /**
   * Name resolution.
   * @default CoreDNS in `kube-system`, no NodeLocal DNSCache
   */
  readonly dns?: DnsProps;
  /**
   * Namespace limits.
   * @default sized from what the tiers need at their largest
   */
  readonly guardrails?: GuardrailsProps;
}

/**
 * One installation of a platform: a namespace with its guardrails, and the tiers created below it. Every cross-object
 * check runs on it at synth, through `App.synth()` of cdk8s as well as through `synthesize()`.
 */
export class Environment extends Construct {
  /** The environment around a construct. */
  static of(scope: Construct, path = scope.node.path): Environment {
    const environment = scope.node.scopes.find((parent): parent is Environment => parent instanceof Environment);
    if (environment) return environment;
    throw new ConfigurationError(`${path}: a tier needs an Environment above it; create it with that as its scope`);
  }

  /** The platform that this is an environment of. */
  readonly platform: string;
  /** Name of the environment. */
  readonly name: string;
  /** Namespace of all tiers. */
  readonly namespace: string;
  /** What serves the platform to its users. */
  readonly edge: EdgeController;
  /** Who watches it. */
  readonly monitoring: MonitoringProps;
  /** Every metric that a rule or panel of it may read. */
  readonly catalogue: MetricCatalogue;
  /** Who may talk to whom. */
  readonly traffic: TrafficGraph;
  /** Namespace, quota, limits, default deny and roles. */
  readonly guardrails: Guardrails;
  private readonly secretSource: SecretSource;
  private readonly tiersByName = new Map<string, Tier>();
  private readonly assumed = new Set<string>();
  private readonly secretRequirements = new Map<string, SecretRequirement>();

  constructor(scope: Construct, id: string, props: EnvironmentProps) {
    super(scope, id);
    this.platform = requireDnsLabel(props.platform, `${this.node.path}: platform`);
    this.name = requireDnsLabel(props.name, `${this.node.path}: name`);
    this.namespace = requireDnsLabel(
      props.namespace ?? `${props.platform}-${props.name}`,
      `${this.node.path}: namespace`,
    );
    this.edge = props.edge;
    this.monitoring = props.monitoring ?? {};
    this.catalogue = catalogueWith(this.monitoring.metrics);
    this.secretSource = props.secrets;
    this.traffic = new TrafficGraph(dnsPeers(props.dns ?? {}));
    this.guardrails = new Guardrails(this, 'Guardrails', { access: props.access ?? {}, ...props.guardrails });
    this.node.addValidation({ validate: () => runChecks(this, this.surroundings) });
  }

  /** Name of this installation: the label `app.kubernetes.io/instance`, and the Argo CD Application that syncs it. */
  get instance(): string {
    return `${this.platform}-${this.name}`;
  }

  /** Folder of its manifests below the project's root. */
  get folder(): string {
    return `dist/${this.name}`;
  }

  /** Every Secret that the tiers need, by name: what must exist in the namespace, whoever creates it. */
  get secrets(): readonly SecretRequirement[] {
    return [...this.secretRequirements.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** All that its tiers, and its namespace, bring along for those who watch them, in the order of the workloads' names. */
  get monitored(): readonly TierMonitoring[] {
    const found = this.node.findAll().filter((construct) => construct instanceof TierMonitoring) as TierMonitoring[];
    return found.sort((a, b) => (a.workload < b.workload ? -1 : 1));
  }

  /** Which tiers connect to which, by name: an outage of the latter is felt by the former. */
  get uses(): ReadonlyMap<string, readonly string[]> {
    const names = new Map(this.tiers.map(({ name, peer }) => [peerKey(peer), name]));
    const used = (name: string, key: string) =>
      this.traffic.edges
        .filter(({ from }) => peerKey(from) === key)
        .flatMap(({ to }) => names.get(peerKey(to)) ?? [])
        .filter((other, index, all) => other !== name && all.indexOf(other) === index)
        .sort();
    return new Map(this.tiers.map(({ name, client }) => [name, used(name, peerKey(client))]));
  }

  /** The tiers, in the order of their names. */
  get tiers(): readonly Tier[] {
    return [...this.tiersByName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * Says that somebody else creates an object of this namespace, or of the cluster, so that references to it are no
   * mistakes.
   */
  assumeExisting(kind: string, name: string): void {
    this.assumed.add(`${kind}/${name}`);
  }

  private get surroundings() {
    const keys = this.secrets.map(({ name, keys, derived = {} }): [string, ReadonlySet<string>] => [
      name,
      new Set([...keys, ...Object.keys(derived)]),
    ]);
    return { secrets: new Map(keys), assumed: this.assumed };
  }

  /**
   * Announces a tier.
   * @throws ConfigurationError if another one has its name
   */
  register(tier: Tier): void {
    const other = this.tiersByName.get(tier.name);
    if (other) {
      throw new ConfigurationError(
        `${this.node.path}: two tiers are named "${tier.name}" (${other.node.path} and ${tier.node.path}); rename one`,
      );
    }
    this.tiersByName.set(tier.name, tier);
  }

  /**
   * Makes a Secret of this name and these keys exist in the namespace.
   * @throws ConfigurationError if the name is taken
   */
  requireSecret(requirement: SecretRequirement, tier: Tier): void {
    const { name } = requirement;
    const known = this.secretRequirements.get(name);
    if (known?.existing && requirement.existing) {
      // Somebody else's Secret may serve several tiers.
      this.secretRequirements.set(name, { ...known, keys: [...new Set([...known.keys, ...requirement.keys])].sort() });
      return;
    }
    if (!isDnsLabel(name) || this.secretRequirements.has(name)) {
      throw new ConfigurationError(
        `${tier.node.path}: the Secret "${name}" ${isDnsLabel(name) ? 'is already declared; use it from there' : 'has no valid name'}`,
      );
    }
    this.secretRequirements.set(name, requirement);
    if (!requirement.existing) this.secretSource.provide(requirement, { scope: tier, labels: tier.commonLabels });
  }
}
