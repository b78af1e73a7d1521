import { queriesOf } from '@arq/constructs';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Call, Expression, Range, Selector } from '../../../../charts/constructs/monitoring/promql/syntax/ast.ts';
import { walk } from '../../../../charts/constructs/monitoring/promql/syntax/walk.ts';
import { read } from '../selectors.ts';
import type { Breach, Rule } from './rule.ts';

/** Checks of each query. */
export const queryRules: Readonly<Record<string, Rule>> = {
  // No query goes to Loki: the one data source is a Prometheus.
  'target-logql-rule': lokiIsNotAsked,
  'target-logql-auto-rule': lokiIsNotAsked,
  'target-promql-rule': (dashboard) =>
    panelQueries(dashboard).flatMap(({ panel, expr }) => {
      try {
        read(expr);
        return [];
      } catch (error) {
        return [{ panel, message: (error as Error).message }];
      }
    }),
  'target-rate-interval-rule': forEachPart((part) =>
    isCall(part, 'rate', 'irate') && windowOf(part) !== '8888s' ? `${part.function.name} has a window of its own` : [],
  ),
  'target-job-rule': forEachPart((part) => requires(part, 'job')),
  'target-instance-rule': forEachPart((part) => requires(part, 'instance')),
  'target-counter-agg-rule': (dashboard, catalogue) =>
    panelQueries(dashboard).flatMap(({ panel, expr }) => {
      const parts = [...walk(read(expr))];
      const rates = parts.filter((part) => isCall(part, 'rate', 'irate', 'increase'));
      const within = new Set(rates.flatMap((part) => [...walk(part)]));
      return parts
        .filter((part): part is Selector => part.kind === 'selector' && !within.has(part))
        .filter(({ name }) => catalogue.find(name?.text ?? '')?.metric.type === 'counter')
        .map(({ name }) => ({ panel, message: `${name?.text} is a counter, and no rate is made of it` }));
    }),
};

function panelQueries(dashboard: Dashboard) {
  return queriesOf(dashboard)
    .filter(({ by }) => by === 'panel')
    .map(({ panel, expr }) => ({ panel: panel.slice(panel.lastIndexOf(' / ') + ' / '.length), expr }));
}

function forEachPart(find: (part: Expression) => string | readonly string[]): Rule {
  return (dashboard) =>
    panelQueries(dashboard).flatMap(({ panel, expr }) =>
      [...walk(read(expr))].flatMap((part) => [find(part)].flat().map((message): Breach => ({ panel, message }))),
    );
}

function isCall(part: Expression, ...names: readonly string[]): part is Call {
  return part.kind === 'call' && names.includes(part.function.name);
}

function windowOf({ arguments: [argument] }: Call): string | undefined {
  return argument?.kind === 'range' ? (argument as Range).window.text : undefined;
}

/** The linter wants the choice of a variable. */
function requires(part: Expression, label: string): string[] {
  if (part.kind !== 'selector') return [];
  const isChosen = part.matchers.some((matcher) => matcher.label.text === label && matcher.value.text === `$${label}`);
  return isChosen ? [] : [`${part.name?.text} is not chosen by $${label}`];
}

function lokiIsNotAsked({ templating }: Dashboard): Breach[] {
  return (templating.list ?? [])
    .filter(({ type, query }) => type === 'datasource' && query !== 'prometheus')
    .map(({ name, query }) => ({ message: `${name} is a ${query}` }));
}
