import type { Finding } from '../finding.ts';
import type { Expression } from '../syntax/ast.ts';
import { numberOf } from '../syntax/number-literal.ts';
import { walk } from '../syntax/walk.ts';

const taking: ReadonlySet<string> = new Set(['histogram_quantile', 'quantile', 'quantile_over_time']);

/** Quantiles that are none: beyond 0 and 1 the result is infinite, whatever was measured. */
export function checkQuantiles(root: Expression): Finding[] {
  return [...walk(root)].flatMap((expression) => {
    if (expression.kind !== 'call' && expression.kind !== 'aggregation') return [];
    const name = expression.kind === 'call' ? expression.function.name : expression.operator;
    const [quantile] = expression.arguments;
    if (!taking.has(name) || quantile?.kind !== 'number') return [];
    const share = numberOf(quantile.text);
    if (share === undefined || (share >= 0 && share <= 1)) return [];
    const { from, text } = quantile;
    return [{ at: from, message: `the quantile ${text} of ${name} is not between 0 and 1; write 95% as 0.95` }];
  });
}
