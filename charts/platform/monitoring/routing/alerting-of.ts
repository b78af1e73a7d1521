import { ConfigurationError } from '@arq/constructs';
import { environments } from '../../environments/index.ts';
import type { Alerting } from './alerting.ts';

/**
 * Who is told of the alerts of an environment.
 * @throws ConfigurationError if that was never decided
 */
export function alertingOf(name: string): Alerting {
  const alerting = environments.find((environment) => environment.name === name)?.alerting;
  if (alerting) return alerting;
  throw new ConfigurationError(
    `${name}: nobody was named whom its alerts are sent to; add "alerting" in charts/platform/environments/${name}.ts`,
  );
}
