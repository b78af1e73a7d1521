const comparisons = ['==', '!=', '<', '<=', '>', '>='];
const sets = ['and', 'or', 'unless'];

/** Whether an operator compares: it filters, or with `bool` yields 0 or 1. */
export function isComparison(operator: string): boolean {
  return comparisons.includes(operator);
}

/** Whether an operator asks which series there are, whatever their values. */
export function isSetOperator(operator: string): boolean {
  return sets.includes(operator);
}
