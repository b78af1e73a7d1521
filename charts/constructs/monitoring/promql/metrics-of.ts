import { parse } from './syntax/parse.ts';
import { metricNames, readSelector } from './syntax/selector.ts';
import { substitute, type Variables } from './variables.ts';

/**
 * Names of the metrics that an expression reads, as far as it tells them; of a broken expression those that can still be
 * made out.
 */
export function metricsOf(expression: string, variables: Variables = {}): Set<string> {
  const { text } = substitute(expression, variables);
  const names = new Set<string>();
  parse(text).iterate({
    enter({ name, node }) {
      if (name !== 'VectorSelector') return;
      for (const { text: metric } of metricNames(readSelector(text, node))) names.add(metric);
    },
  });
  return names;
}
