import { type Duration, seconds } from '../duration.ts';
import { evaluationInterval } from '../rule-group.ts';
import type { Timing } from './alertmanager-config.ts';
import type { Level } from './tellers.ts';

/** Nobody waits for a warning: two minutes gather what belongs together. */
const warning: Timing = { group_wait: '2m', group_interval: '5m', repeat_interval: '4h' };

/**
 * When people are told, by severity.
 *
 * Repetitions do more than remind: Alertmanager says nothing of an alert that ends while another one mutes it, takes it for
 * told, and when it comes back, tells it with the next repetition only.
 */
export const timings: Readonly<Record<Level, Timing>> = {
  /** At once, but for the pods of one outage. */
  critical: { group_wait: '10s', group_interval: '1m', repeat_interval: '1h' },
  warning,
  info: { group_wait: '5m', group_interval: '30m', repeat_interval: '24h' },
  other: warning,
};

/** Mail gathers what has happened within four hours; who needs to know sooner reads the channel. */
export const digest: Timing = { group_wait: '10m', group_interval: '4h', repeat_interval: '24h' };

/**
 * A record of alerts learns of ends within the minute, and is told every five what still fires: it may have missed
 * something, or have been restored from a backup.
 */
export const record: Timing = { group_wait: '10s', group_interval: '1m', repeat_interval: '5m' };

/**
 * How long a symptom waits for its cause. The rules of two tiers are evaluated up to an evaluation interval apart, so
 * that the cause may come in last; with half of one more, it is there in time to mute the symptom.
 */
export const patience: Duration = `${1.5 * seconds(evaluationInterval, 'evaluationInterval')}s`;
