import type { Check } from './check.ts';
import { type Entry, type LabelSelector, type Model, title } from './model.ts';

/** A selector that matches no pod, or the pods of two workloads, or those of another workload than its own. */
export const selector: Check = (model) => [
  ...model.ofKind('Service').flatMap((entry) => examine(model, entry, { matchLabels: entry.object.spec?.selector })),
  ...model.ofKind('PodDisruptionBudget').flatMap((entry) => examine(model, entry, entry.object.spec?.selector)),
  ...model
    .ofKind('NetworkPolicy')
    .filter(({ facts }) => !facts.foreignPods)
    .flatMap((entry) => examine(model, entry, entry.object.spec?.podSelector)),
  ...model.workloads.flatMap((entry) => examine(model, entry, entry.object.spec?.selector, entry)),
];

function examine(model: Model, entry: Entry, selector: LabelSelector = {}, owner?: Entry): string[] {
  const text = textOf(selector);
  // A Service may have its endpoints written by hand, and an empty selector means every pod.
  if (text === '') return [];
  const workloads = model.matching(selector);
  if (workloads.length === 1 && (!owner || workloads[0]?.path === owner.path)) return [];
  const found = workloads.map((workload) => `${title(workload)} at ${workload.path}`).join(' and ');
  const remedy =
    workloads.length === 0
      ? 'which no pod carries; take the labels of the workload'
      : workloads.length === 1
        ? `which its own pods do not carry but those of ${found}; take the labels of its pod template`
        : `which matches ${found}; give each workload its own labels`;
  return [`${entry.path}: ${title(entry)} selects ${text}, ${remedy}`];
}

function textOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map((pair) => pair.join('='));
  const expressions = matchExpressions.map(({ key, operator, values }) =>
    values ? `${key} ${operator} (${values.join(', ')})` : `${key} ${operator}`,
  );
  return [...labels, ...expressions].join(',');
}
