import type { Check } from './check.ts';
import { type Entry, type Model, title } from './model.ts';

type Selector = Readonly<Record<string, string>> | undefined;

/** A selector that matches no pod, or the pods of two workloads. */
export const selector: Check = (model) => [
  ...model.ofKind('Service').flatMap((entry) => examine(model, entry, entry.object.spec?.selector)),
  ...model
    .ofKind('PodDisruptionBudget')
    .flatMap((entry) => examine(model, entry, entry.object.spec?.selector?.matchLabels)),
  ...model
    .ofKind('NetworkPolicy')
    .filter(({ facts }) => !facts.foreignPods)
    .flatMap((entry) => examine(model, entry, entry.object.spec?.podSelector?.matchLabels)),
  ...model.workloads
    .filter(({ object }) => object.kind === 'Deployment' || object.kind === 'StatefulSet')
    .flatMap((entry) => examine(model, entry, entry.object.spec?.selector?.matchLabels)),
];

function examine(model: Model, entry: Entry, labels: Selector): string[] {
  // A Service may have its endpoints written by hand, and an empty selector means every pod.
  if (!labels || Object.keys(labels).length === 0) return [];
  const workloads = model.selectedBy(labels);
  if (workloads.length === 1) return [];
  const text = Object.entries(labels)
    .map((pair) => pair.join('='))
    .join(',');
  const found = workloads.map((workload) => `${title(workload)} at ${workload.path}`).join(' and ');
  return [
    workloads.length === 0
      ? `${entry.path}: ${title(entry)} selects ${text}, which no pod carries; take the labels of the workload`
      : `${entry.path}: ${title(entry)} selects ${text}, which matches ${found}; give each workload its own labels`,
  ];
}
