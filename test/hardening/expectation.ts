import type { KubernetesObject } from '@arq/constructs';

export type Loose = any;

/** What must hold for every object that it concerns. */
export interface Expectation {
  readonly name: string;
  /** The objects, or parts of them, that it concerns; none at all is a violation, too. */
  readonly of: (objects: readonly KubernetesObject[]) => readonly Loose[];
  readonly holds: (part: Loose) => boolean;
}

/** Names of the expectations that do not hold. */
export function violations(expectations: readonly Expectation[], objects: readonly KubernetesObject[]): string[] {
  return expectations.filter((expectation) => !isFulfilled(expectation, objects)).map(({ name }) => name);
}

function isFulfilled({ of, holds }: Expectation, objects: readonly KubernetesObject[]): boolean {
  try {
    const parts = of(objects);
    return parts.length > 0 && parts.every(holds);
  } catch {
    // An object that lacks what the expectation looks at does not fulfil it.
    return false;
  }
}

/** All objects of a kind. */
export const ofKind = (kind: string) => (objects: readonly KubernetesObject[]) =>
  objects.filter((object) => object.kind === kind);

/** Whether an object belongs to an exporter. */
export const isExporter = ({ metadata }: KubernetesObject): boolean =>
  metadata.labels?.['app.kubernetes.io/component'] === 'exporter';

/** All that serves for as long as it is there. */
export const workloads = (objects: readonly KubernetesObject[]): readonly KubernetesObject[] =>
  ['Deployment', 'Rollout', 'StatefulSet'].flatMap((kind) => ofKind(kind)(objects));

/** Web services, whatever way they are released; exporters are none. */
export const webServices = (objects: readonly KubernetesObject[]): readonly KubernetesObject[] =>
  ['Deployment', 'Rollout'].flatMap((kind) => ofKind(kind)(objects)).filter((object) => !isExporter(object));

/** The pod specs of all workloads. */
export const pods = (objects: readonly KubernetesObject[]): Loose[] =>
  workloads(objects).map(({ spec }) => spec.template.spec);

/** The pod templates of all Jobs, those that an analysis starts included. */
export const jobTemplates = (objects: readonly KubernetesObject[]): Loose[] => [
  ...ofKind('Job')(objects).map(({ spec }) => spec.template),
  ...ofKind('AnalysisTemplate')(objects)
    .flatMap(({ spec }) => spec.metrics)
    .flatMap(({ provider }) => (provider.job ? [provider.job.spec.template] : [])),
];

/** The pod specs of all workloads and Jobs. */
export const allPods = (objects: readonly KubernetesObject[]): Loose[] => [
  ...pods(objects),
  ...jobTemplates(objects).map(({ spec }) => spec),
];

/** The containers of all workloads. */
export const containers = (objects: readonly KubernetesObject[]): Loose[] =>
  pods(objects).flatMap(({ containers: list }) => list);

/** The containers of all workloads and Jobs. */
export const allContainers = (objects: readonly KubernetesObject[]): Loose[] =>
  allPods(objects).flatMap(({ containers: list }) => list);

/** Whether two values are the same as JSON, whatever the order of keys. */
export function same(actual: unknown, expected: unknown): boolean {
  return canonical(actual) === canonical(expected);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item) =>
    item && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
