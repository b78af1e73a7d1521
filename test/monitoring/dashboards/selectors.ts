import { queriesOf } from '@arq/constructs';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { analyse } from '../../../charts/constructs/monitoring/promql/analysis.ts';
import type { Expression, Selector } from '../../../charts/constructs/monitoring/promql/syntax/ast.ts';
import { walk } from '../../../charts/constructs/monitoring/promql/syntax/walk.ts';
import { substitute } from '../../../charts/constructs/monitoring/promql/variables.ts';

/** One selector of a query. */
export interface Selected extends Pick<Selector, 'matchers'> {
  readonly panel: string;
  readonly metric: string;
  readonly labels: readonly string[];
}

/** Every selector that the panels of a dashboard ask with. */
export function selectorsOf(dashboard: Dashboard): Selected[] {
  return queriesOf(dashboard)
    .filter(({ by }) => by === 'panel')
    .flatMap(({ panel, expr }) =>
      [...walk(read(expr))]
        .filter((part): part is Selector => part.kind === 'selector')
        .map(({ name, matchers }) => ({
          panel,
          metric: name?.text ?? '',
          matchers,
          labels: matchers.map(({ label }) => label.text),
        })),
    );
}

/**
 * A query with Grafana's durations in it, and the environment as it is.
 * @throws Error if it is no PromQL
 */
export function read(expr: string): Expression {
  const analysis = analyse(substitute(expr, { $__rate_interval: '8888s', $__interval: '7777s' }).text);
  if ('expression' in analysis) return analysis.expression;
  throw new Error(`no PromQL: ${expr}: ${JSON.stringify(analysis.findings)}`);
}
