import type { Variables } from '../promql/variables.ts';

/** What may stand in the place of Grafana's variables, as far as a check of the PromQL is concerned. */
export const grafanaVariables: Variables = {
  $__rate_interval: '1m',
  $__interval: '1m',
  $__range: '1h',
  $environment: 'any',
};
