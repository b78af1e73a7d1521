import { seconds } from '../monitoring/duration.ts';
import type { Entry } from './model.ts';

/** Seconds that an analysis takes at most if all goes well: until its last measurement, or the end of its Job. */
export function secondsOf(template: Entry | undefined): number {
  const metrics: any[] = template?.object.spec?.metrics ?? [];
  return Math.max(0, ...metrics.map((metric) => ofMetric(metric, template?.path ?? '')));
}

function ofMetric({ initialDelay, interval, count = 1, provider }: any, place: string): number {
  const deadline: number = provider?.job?.spec?.activeDeadlineSeconds ?? 0;
  const measurements = isArgument(count) ? 1 : Number(count);
  return parse(initialDelay, place) + (measurements - 1) * parse(interval, place) + deadline;
}

function parse(duration: string | undefined, place: string): number {
  return duration === undefined || isArgument(duration) ? 0 : seconds(duration, place);
}

/** Whether the controller fills a value in, which nobody knows here. */
function isArgument(value: unknown): boolean {
  return String(value).includes('{{');
}
