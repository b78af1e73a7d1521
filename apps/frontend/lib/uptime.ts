import type { DayOfUptime } from './api-types.ts';

/** `none`: no downtime. `some`: below an hour. `much`: an hour or more. */
export type DayLevel = 'none' | 'some' | 'much';

const muchSeconds = 3600;

export const dayLevel = ({ downtimeSeconds }: DayOfUptime): DayLevel =>
  downtimeSeconds === 0 ? 'none' : downtimeSeconds < muchSeconds ? 'some' : 'much';

export const daysWithDowntime = (days: readonly DayOfUptime[]): readonly DayOfUptime[] =>
  days.filter(({ downtimeSeconds }) => downtimeSeconds > 0);

/** Part of a day's bar that is full: a day of nothing but downtime still shows a tenth, so that it can be seen. */
export const barHeight = (level: DayLevel): number => ({ none: 1, some: 0.8, much: 0.6 })[level];
