import { ConfigurationError } from '../../errors.ts';
import type { TimeInterval } from './alertmanager-config.ts';
import { type MaintenanceWindow, months, weekdays } from './maintenance.ts';

/**
 * Windows as Alertmanager reads them.
 * @throws ConfigurationError naming the window
 */
export function timeIntervals(windows: readonly MaintenanceWindow[]): TimeInterval[] {
  return windows.map((window, index) => {
    const { name } = window;
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
      throw new ConfigurationError(
        `maintenance[${index}]: "${name}" is not a name; use small letters, digits and "-", as in "sunday-night"`,
      );
    }
    if (windows.findIndex((other) => other.name === name) !== index) {
      throw new ConfigurationError(`maintenance: two windows are named "${name}"; rename one, or merge their times`);
    }
    return { name, time_intervals: [interval(window, `maintenance "${name}"`)] };
  });
}

function interval(window: MaintenanceWindow, place: string): object {
  const { times, daysOfMonth, location = 'UTC' } = window;
  for (const list of ['weekdays', 'times', 'daysOfMonth', 'months', 'severities', 'receivers'] as const) {
    if (window[list]?.length === 0) {
      throw new ConfigurationError(
        `${place}: ${list} is empty, so that it would mute nothing; fill it, or leave it out`,
      );
    }
  }
  if (!(window.weekdays || times || daysOfMonth || window.months)) {
    throw new ConfigurationError(`${place} states no time, so that it would mute for ever; state weekdays or times`);
  }
  return {
    ...(times && { times: times.map(({ from, to }) => timeRange(from, to, `${place}: times`)) }),
    ...(window.weekdays && { weekdays: window.weekdays.map((day) => known(day, weekdays, `${place}: weekdays`)) }),
    ...(daysOfMonth && {
      days_of_month: daysOfMonth.map(({ from, to }) => dayRange(from, to, `${place}: daysOfMonth`)),
    }),
    ...(window.months && { months: window.months.map((month) => known(month, months, `${place}: months`)) }),
    location: requireLocation(location, `${place}: location`),
  };
}

function known<Name extends string>(name: Name, names: readonly Name[], place: string): Name {
  if (names.includes(name)) return name;
  throw new ConfigurationError(`${place}: "${name}" is none of ${names.join(', ')}`);
}

function timeRange(from: string, to: string, place: string): object {
  for (const time of [from, to]) {
    if (!/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time)) {
      throw new ConfigurationError(`${place}: "${time}" is not a time of day; write one like "02:30", up to "24:00"`);
    }
  }
  if (from < to) return { start_time: from, end_time: to };
  throw new ConfigurationError(
    `${place}: ${from} is not before ${to}; a window past midnight is two, one up to "24:00" and one from "00:00" on the next day`,
  );
}

function dayRange(from: number, to: number, place: string): string {
  for (const day of [from, to]) {
    if (!Number.isInteger(day) || day === 0 || Math.abs(day) > 31) {
      throw new ConfigurationError(`${place}: ${day} is not a day; name one from 1 to 31, or from -31 to -1`);
    }
  }
  if (from <= to && from < 0 === to < 0) return `${from}:${to}`;
  throw new ConfigurationError(
    `${place}: ${from} to ${to} is not a range; name two days that both count from the beginning, or both from the end`,
  );
}

function requireLocation(location: string, place: string): string {
  if (/^[A-Z][A-Za-z0-9_+/-]*$/.test(location) && isZone(location)) return location;
  throw new ConfigurationError(`${place}: "${location}" is not a time zone; write one like "Europe/Berlin"`);
}

/** Alertmanager looks for a file of that name, in small and capital letters as given. */
function isZone(location: string): boolean {
  try {
    const zone = new Intl.DateTimeFormat('en', { timeZone: location }).resolvedOptions().timeZone;
    return zone === location || zone.toLowerCase() !== location.toLowerCase();
  } catch {
    return false;
  }
}
