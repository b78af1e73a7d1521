import type { DeclaredFacts } from '../kubernetes/declared-facts.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { findPodTemplate } from '../kubernetes/pod-spec.ts';

/** One emitted object and where it comes from. */
export interface Entry {
  readonly object: KubernetesObject;
  /** Construct path. */
  readonly path: string;
  readonly facts: DeclaredFacts;
}

/** An object that runs pods. */
export interface Workload extends Entry {
  /** Labels of its pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Annotations of its pods. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly pod: any;
  /** All containers, init containers included. */
  readonly containers: readonly Container[];
}

export type Container = any;

/** A selector as workloads, budgets and network policies have it. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelExpression[];
}

interface LabelExpression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** What exists without being emitted. */
export interface Surroundings {
  /** Keys of the Secrets that the environment declares, by name. */
  readonly secrets: ReadonlyMap<string, ReadonlySet<string>>;
  /** `<kind>/<name>` of objects that somebody else looks after. */
  readonly assumed: ReadonlySet<string>;
}

/** Everything that one environment emits, indexed for the checks. It is read only. */
export class Model {
  readonly workloads: readonly Workload[];
  private readonly kinds = new Map<string, Entry[]>();
  private readonly byName = new Map<string, Entry>();
  private readonly byLabel = new Map<string, Workload[]>();
  private readonly autoscalers = new Map<string, Entry>();

  constructor(
    readonly entries: readonly Entry[],
    readonly surroundings: Surroundings,
  ) {
    for (const entry of entries) {
      const kind = kindOf(entry);
      append(this.kinds, kind, entry);
      this.byName.set(`${kind}/${entry.object.metadata.name}`, entry);
    }
    this.workloads = entries.flatMap(asWorkload);
    for (const entry of this.ofKind('HorizontalPodAutoscaler')) {
      const { kind, name } = entry.object.spec?.scaleTargetRef ?? {};
      this.autoscalers.set(`${kind}/${name}`, entry);
    }
    for (const workload of this.workloads) {
      for (const pair of Object.entries(workload.podLabels)) append(this.byLabel, pair.join('='), workload);
    }
  }

  /** All objects of a kind. */
  ofKind(kind: string): readonly Entry[] {
    return this.kinds.get(kind) ?? [];
  }

  /** The object of that kind and name. */
  find(kind: string, name: string): Entry | undefined {
    return this.byName.get(`${kind}/${name}`);
  }

  /** Whether an object of that kind and name exists, emitted or not. */
  exists(kind: string, name: string): boolean {
    return this.byName.has(`${kind}/${name}`) || this.surroundings.assumed.has(`${kind}/${name}`);
  }

  /** Workloads whose pods carry all of these labels; none for an empty selector. */
  selectedBy(selector: Readonly<Record<string, string>> | undefined): readonly Workload[] {
    const pairs = Object.entries(selector ?? {});
    if (pairs.length === 0) return [];
    // Every workload of an environment carries its instance label; begin with the label that fewest carry.
    const lists = pairs.map((pair) => this.byLabel.get(pair.join('=')) ?? []);
    const candidates = lists.reduce((fewest, list) => (list.length < fewest.length ? list : fewest));
    return candidates.filter(({ podLabels }) => pairs.every(([key, value]) => podLabels[key] === value));
  }

  /** The same for a label selector with its expressions. */
  matching({ matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): readonly Workload[] {
    if (matchExpressions.length === 0) return this.selectedBy(matchLabels);
    const candidates = Object.keys(matchLabels).length > 0 ? this.selectedBy(matchLabels) : this.workloads;
    return candidates.filter(({ podLabels }) => matchExpressions.every((expression) => holds(expression, podLabels)));
  }

  /** The autoscaler of a workload. */
  autoscalerOf({ object }: Entry): Entry | undefined {
    return this.autoscalers.get(`${object.kind}/${object.metadata.name}`);
  }
}

/** API groups of kinds whose names others use, too: a Knative Service is no Service, an Istio Gateway no Gateway. */
const groups: Readonly<Record<string, string>> = {
  AnalysisTemplate: 'argoproj.io',
  Certificate: 'cert-manager.io',
  Gateway: 'gateway.networking.k8s.io',
  Ingress: 'networking.k8s.io',
  Issuer: 'cert-manager.io',
  NetworkPolicy: 'networking.k8s.io',
  PodMonitor: 'monitoring.coreos.com',
  Probe: 'monitoring.coreos.com',
  PrometheusRule: 'monitoring.coreos.com',
  Rollout: 'argoproj.io',
  Secret: '',
  Service: '',
  ServiceMonitor: 'monitoring.coreos.com',
};

/** The kind, with its group where another kind of that name is meant. */
function kindOf({ object: { apiVersion, kind } }: Entry): string {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '';
  return (groups[kind] ?? group) === group ? kind : `${kind}.${group}`;
}

/** An object in messages: kind and name. */
export function title({ object }: Entry): string {
  return `${object.kind} ${object.metadata.name}`;
}

/** The container that declared facts are about: the one of the object's name, or else the first. */
export function mainContainer({ object, pod }: Workload): Container | undefined {
  return pod.containers.find(({ name }: Container) => name === object.metadata.name) ?? pod.containers[0];
}

function holds({ key, operator, values = [] }: LabelExpression, labels: Readonly<Record<string, string>>): boolean {
  if (operator === 'Exists' || operator === 'DoesNotExist') return key in labels === (operator === 'Exists');
  return values.includes(labels[key] ?? '') === (operator === 'In');
}

function asWorkload(entry: Entry): Workload[] {
  const template = findPodTemplate(entry.object);
  if (!template) return [];
  const containers = [...(template.spec.initContainers ?? []), ...template.spec.containers];
  return [{ ...entry, podLabels: template.labels, annotations: template.annotations, pod: template.spec, containers }];
}

function append<Key, Value>(index: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = index.get(key);
  if (values) values.push(value);
  else index.set(key, [value]);
}
