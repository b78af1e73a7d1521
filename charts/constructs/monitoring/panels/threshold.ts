import { ConfigurationError } from '../../errors.ts';
import type { Alert } from '../alert.ts';
import type { Panel } from './panel.ts';

/**
 * The number that an alert compares with: a panel turns red where the alert fires.
 * @returns `undefined` if there is no such alert: nothing is wrong with any value then
 * @throws ConfigurationError if the alert has no threshold of that name
 */
export function thresholdOf(alerts: readonly Alert[], name: string, threshold: string): number | undefined {
  const alert = alerts.find((candidate) => candidate.name === name);
  const value = alert?.thresholds[threshold];
  if (alert && value === undefined) {
    const known = Object.keys(alert.thresholds).join(', ') || 'none';
    throw new ConfigurationError(
      `panel with the threshold "${threshold}" of the alert ${name}: it has ${known}; name one of those`,
    );
  }
  return value;
}

/** Red from the threshold of an alert on. */
export function redFrom(alerts: readonly Alert[], name: string, threshold: string): Pick<Panel, 'limits'> {
  const red = thresholdOf(alerts, name, threshold);
  return red === undefined ? {} : { limits: { red } };
}
