import type { DayOfUptime } from './api-types.ts';

/** `unknown`: before arQ was there to see. `none`: no downtime. `some`: below an hour. `much`: an hour or more. */
export type DayLevel = 'unknown' | 'none' | 'some' | 'much';

/** A day that something is known of. */
export interface KnownDay {
  readonly date: string;
  readonly downtimeSeconds: number;
}

const muchSeconds = 3600;

export const isKnownDay = (day: DayOfUptime): day is KnownDay => day.downtimeSeconds !== null;

export function dayLevel(day: DayOfUptime): DayLevel {
  if (!isKnownDay(day)) return 'unknown';
  if (day.downtimeSeconds === 0) return 'none';
  return day.downtimeSeconds < muchSeconds ? 'some' : 'much';
}

export const daysWithDowntime = (days: readonly DayOfUptime[]): readonly KnownDay[] =>
  days.filter(isKnownDay).filter(({ downtimeSeconds }) => downtimeSeconds > 0);

/** Height of a day's bar as a part of the whole: the more downtime the lower, so that a level is not told by colour alone. */
export const barHeight = (level: DayLevel): number => ({ none: 1, some: 0.8, much: 0.6, unknown: 0.25 })[level];
