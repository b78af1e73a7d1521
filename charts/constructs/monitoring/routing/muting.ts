import { ConfigurationError } from '../../errors.ts';
import type { MaintenanceWindow } from './maintenance.ts';
import type { ReceiversProps, Teller } from './receivers.ts';
import { type Level, levels, tellersOf } from './tellers.ts';

/** What a window mutes that does not say so. */
const defaults = { severities: ['warning', 'info'], receivers: ['slack', 'pagerDuty', 'email'] } as const;

/** Whether a window keeps a receiver from telling people of a severity. A severity that nobody knows may be critical. */
export function mutes({ severities, receivers }: MaintenanceWindow, level: Level, teller: Teller): boolean {
  const its: readonly Level[] = severities ?? defaults.severities;
  return its.includes(level) && (receivers ?? defaults.receivers).includes(teller);
}

/**
 * Refuses windows that mute nothing of what is configured.
 * @throws ConfigurationError naming the window
 */
export function requireMuting(windows: readonly MaintenanceWindow[], receivers: ReceiversProps): void {
  for (const window of windows) {
    const place = `maintenance "${window.name}"`;
    const missing = window.receivers?.find((teller) => !receivers[teller]);
    if (missing !== undefined) {
      throw new ConfigurationError(
        `${place}: receivers names ${missing}, which is not configured; configure receivers.${missing}, or leave it out`,
      );
    }
    if (!levels.some((level) => tellersOf(level, receivers).some((teller) => mutes(window, level, teller)))) {
      const severities = (window.severities ?? defaults.severities).join(', ');
      const named = (window.receivers ?? defaults.receivers).join(', ');
      throw new ConfigurationError(
        `${place} mutes nothing: nobody is told of ${severities} by ${named}; ` +
          'state other severities or receivers, or remove it',
      );
    }
  }
}
