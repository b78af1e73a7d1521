import { ConfigurationError } from '../../errors.ts';
import type { AlertmanagerConfig } from './alertmanager-config.ts';
import { type Inhibition, inhibitRule, symptomsOf } from './inhibition.ts';
import type { MaintenanceWindow } from './maintenance.ts';
import { requireMuting } from './muting.ts';
import { type ReceiversProps, receivers } from './receivers.ts';
import { rootRoute } from './routes.ts';
import { timeIntervals } from './time-intervals.ts';

/** Who is told of which alerts. */
export interface RoutingProps {
  /** Name of the environment; every message for people shows it. */
  readonly environment: string;
  readonly receivers: ReceiversProps;
  /**
   * Which alerts mute which others while they fire.
   * @default none
   */
  readonly inhibitions?: readonly Inhibition[];
  /**
   * When people are not told of what is not critical.
   * @default never
   */
  readonly maintenance?: readonly MaintenanceWindow[];
}

/**
 * The configuration of Alertmanager, which holds no secret: each is read from a file.
 * @throws ConfigurationError naming the place and the way out
 */
export function alertmanagerConfig(props: RoutingProps): AlertmanagerConfig {
  const { environment, inhibitions = [], maintenance = [] } = props;
  if (!/^[a-z0-9][a-z0-9-]*$/.test(environment)) {
    throw new ConfigurationError(
      `environment: "${environment}" is not a name; use small letters, digits and "-", as in "production"`,
    );
  }
  const its = receivers(props.receivers, environment);
  const intervals = timeIntervals(maintenance);
  requireMuting(maintenance, props.receivers);
  return {
    global: { resolve_timeout: '5m' },
    route: rootRoute({ receivers: props.receivers, windows: maintenance, symptoms: symptomsOf(inhibitions) }),
    inhibit_rules: inhibitions.map((inhibition, index) => inhibitRule(inhibition, `inhibitions[${index}]`)),
    receivers: its,
    ...(intervals.length > 0 && { time_intervals: intervals }),
    templates: [],
  };
}
