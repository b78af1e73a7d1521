import type { Finding } from '../finding.ts';
import type { Matcher, Selector } from '../syntax/ast.ts';
import { nameLabel } from '../syntax/selector.ts';
import { isMatch, mistakeInRegularExpression } from './regular-expression.ts';

/** Selectors that Prometheus refuses: two names, patterns that are none, everything at once. */
export function checkSelector({ name, matchers, from }: Selector): Finding[] {
  const second = name && matchers.find(({ label }) => label.text === nameLabel);
  if (second) {
    const message = `the name of the metric is given twice, as ${name.text} and as ${second.value.text}; keep one`;
    return [{ at: second.from, message }];
  }
  const broken = matchers.flatMap(brokenPattern);
  if (broken.length > 0) return broken;
  if (name || matchers.some((matcher) => !matchesEmpty(matcher))) return [];
  return [{ at: from, message: 'this selects every series that there is; name a metric, or a label with a value' }];
}

function brokenPattern({ operator, value }: Matcher): Finding[] {
  if (operator === '=' || operator === '!=') return [];
  const mistake = mistakeInRegularExpression(value.text);
  return mistake === undefined ? [] : [{ at: value.from, message: mistake }];
}

/** Whether a series without the label is selected too. */
function matchesEmpty({ operator, value }: Matcher): boolean {
  switch (operator) {
    case '=':
      return value.text === '';
    case '!=':
      return value.text !== '';
    case '=~':
      return isMatch(value.text, '') === true;
    case '!~':
      return isMatch(value.text, '') === false;
  }
}
