import { listed } from '../finding.ts';
import type { Binary, Word } from '../syntax/ast.ts';
import { nameLabel } from '../syntax/selector.ts';
import { isScalar } from '../types/value-type.ts';
import { adding, dropping, either, keeping, type Labels } from './label-set.ts';
import { type Context, reportMissing } from './report-missing.ts';

/** Labels of what an operator yields. */
export function labelsOfBinary(binary: Binary, left: Labels, right: Labels, context: Context): Labels {
  if (isScalar(binary.left)) return right;
  if (isScalar(binary.right)) return left;
  checkMatching(binary, left, right, context);
  switch (binary.operator.text) {
    case 'or':
      return either(left, right);
    case 'and':
    case 'unless':
      return left;
    default:
      return labelsOfPair(binary, left, right);
  }
}

function labelsOfPair({ matching, group }: Binary, left: Labels, right: Labels): Labels {
  if (group) return adding(group.many === 'left' ? left : right, namesOf(group.labels));
  if (!matching) return left;
  return matching.on ? keeping(left, namesOf(matching.labels)) : dropping(left, namesOf(matching.labels));
}

function checkMatching(binary: Binary, left: Labels, right: Labels, context: Context): void {
  const { matching, group } = binary;
  if (!matching) {
    checkSameLabels(binary, left, right, context);
  } else if (matching.on) {
    reportMissing(matching.labels, left, 'the series on the left', context);
    reportMissing(matching.labels, right, 'the series on the right', context);
  } else {
    const unknown = matching.labels.filter(({ text }) => !left?.some.has(text));
    if (left) reportMissing(unknown, right, 'the series on either side', context);
  }
  if (group) {
    const one = group.many === 'left' ? right : left;
    reportMissing(group.labels, one, `the series on the ${group.many === 'left' ? 'right' : 'left'}`, context);
  }
}

/** Where both sides were grouped, and differently, no series of the one is like any of the other. */
function checkSameLabels({ operator }: Binary, left: Labels, right: Labels, { findings }: Context): void {
  if (operator.text === 'or' || !left?.isExact || !right?.isExact) return;
  const common = [...left.some].filter((label) => right.some.has(label));
  if (common.length === left.some.size && common.length === right.some.size) return;
  const { from, text } = operator;
  const sides = `${shown(left.some)} on the left, ${shown(right.some)} on the right`;
  const message = `the sides of "${text}" have different labels, so that nothing ever matches: ${sides}; group them alike, or write ${text} on (${common.join(', ')})`;
  findings.push({ at: from, message });
}

function shown(labels: ReadonlySet<string>): string {
  return labels.size > 0 ? listed(labels) : 'none';
}

function namesOf(words: readonly Word[]): string[] {
  return words.map(({ text }) => text).filter((name) => name !== nameLabel);
}
