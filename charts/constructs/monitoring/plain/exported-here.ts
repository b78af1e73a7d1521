import type { MetricCatalogue } from '../catalogue/metric-catalogue.ts';
import { prometheusSeries } from '../catalogue/prometheus-series.ts';
import { analyse } from '../promql/analysis.ts';
import type { Binary, Expression, Selector } from '../promql/syntax/ast.ts';
import { metricNames } from '../promql/syntax/selector.ts';
import { isMatch } from '../promql/types/regular-expression.ts';
import type { RuleGroup } from '../rule-group.ts';

/** What one Prometheus scrapes. */
export interface Scraped {
  readonly catalogue: MetricCatalogue;
  /** Who exports something, as the catalogue names them. */
  readonly exporters: ReadonlySet<string>;
  /** The scrape jobs. */
  readonly jobs: ReadonlySet<string>;
}

/**
 * Whether an expression can yield anything where only some exporters are scraped. An `or` needs one of its sides, what
 * follows `unless` is not needed at all. That a series is absent counts only where it could be present: otherwise an alert
 * on a cluster's exporter would fire for ever where there is no cluster.
 */
export function exportedHere(expression: string, scraped: Scraped): boolean {
  const known = answers.get(scraped) ?? new Map<string, boolean>();
  answers.set(scraped, known);
  const answer = known.get(expression) ?? isExported(expression, scraped);
  known.set(expression, answer);
  return answer;
}

/** Panels ask the same over and over. */
const answers = new WeakMap<Scraped, Map<string, boolean>>();

function isExported(expression: string, scraped: Scraped): boolean {
  const analysis = analyse(expression);
  return 'expression' in analysis && isPresent(analysis.expression, scraped);
}

/** The rules of groups that can fire there; a group without any is left out. */
export function rulesExportedHere(groups: readonly RuleGroup[], scraped: Scraped): RuleGroup[] {
  return groups
    .map((group) => ({ ...group, rules: group.rules.filter(({ expr }) => exportedHere(expr, scraped)) }))
    .filter(({ rules }) => rules.length > 0);
}

function isPresent(expression: Expression, scraped: Scraped): boolean {
  switch (expression.kind) {
    case 'selector':
      return isScraped(expression, scraped);
    case 'range':
    case 'modified':
      return isPresent(expression.of, scraped);
    case 'call':
    case 'aggregation':
      return expression.arguments.every((argument) => isPresent(argument, scraped));
    case 'binary':
      return isBinaryPresent(expression, scraped);
    default:
      return true;
  }
}

function isBinaryPresent({ operator, left, right }: Binary, scraped: Scraped): boolean {
  if (operator.text === 'or') return isPresent(left, scraped) || isPresent(right, scraped);
  return isPresent(left, scraped) && (operator.text === 'unless' || isPresent(right, scraped));
}

function isScraped(selector: Selector, { catalogue, exporters, jobs }: Scraped): boolean {
  const names = metricNames(selector);
  const isKnown = names.some(({ text }) =>
    catalogue
      .find(text)
      ?.exporters.some((exporter) => exporter === prometheusSeries.exporter || exporters.has(exporter)),
  );
  const wanted = selector.matchers.filter(({ label }) => label.text === 'job');
  // A selector without a name could read anything.
  return (
    (isKnown || names.length === 0) &&
    wanted.every(({ operator, value }) => [...jobs].some((job) => matches(job, operator, value.text)))
  );
}

function matches(job: string, operator: '=' | '!=' | '=~' | '!~', value: string): boolean {
  // What cannot be told is taken for a match: an alert too many is seen, one that is missing is not.
  if (operator === '=~') return isMatch(value, job) ?? true;
  if (operator === '!~') return !(isMatch(value, job) ?? false);
  return (operator === '=') === (job === value);
}
