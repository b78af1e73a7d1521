/** The labels of Kubernetes' recommended set that this library writes, in one place. */
export const label = {
  name: 'app.kubernetes.io/name',
  instance: 'app.kubernetes.io/instance',
  component: 'app.kubernetes.io/component',
  partOf: 'app.kubernetes.io/part-of',
  managedBy: 'app.kubernetes.io/managed-by',
} as const;

/** Label that the API server puts on every Namespace; the only safe way to select one by name. */
export const namespaceNameLabel = 'kubernetes.io/metadata.name';

export type Labels = Readonly<Record<string, string>>;

/** What identifies a workload within its environment. */
export interface LabelFacts {
  /** Name of the workload's objects. */
  readonly name: string;
  /**
   * Name of the environment's instance. It equals the Argo CD Application's name, so that label-based resource
   * tracking (the default before Argo CD 3) writes the value that is already there.
   */
  readonly instance: string;
  /** Role within the platform, such as `backend` or `database`. */
  readonly component: string;
  /** The platform that the workload belongs to. */
  readonly partOf: string;
}

/** Labels that select a workload's pods: they never change during its life, so no version label is among them. */
export function selectorLabels({ name, instance }: Pick<LabelFacts, 'name' | 'instance'>): Labels {
  return { [label.name]: name, [label.instance]: instance };
}

/** All labels of a workload's objects and pods. */
export function workloadLabels(facts: LabelFacts): Labels {
  return {
    ...selectorLabels(facts),
    [label.component]: facts.component,
    [label.partOf]: facts.partOf,
    [label.managedBy]: 'cdk8s',
  };
}
