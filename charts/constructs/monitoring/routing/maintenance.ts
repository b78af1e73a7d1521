/** Days of the week, as Alertmanager names them. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** Months, as Alertmanager names them. */
export const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;
export type Month = (typeof months)[number];

/** A time of day, from `00:00` to `24:00`. */
export type TimeOfDay = `${number}:${number}`;

/**
 * Times at which people are not told of certain alerts, since work is being done: all that is stated has to hold.
 *
 * A record, such as a status page, and the heartbeat are told even then: Alertmanager drops what is muted, ends as well,
 * and an incident that was opened before would never be closed. What is worth telling and still fires afterwards, is
 * told then.
 *
 * For work that does not come back every week, silence what it concerns, for as long as it takes:
 *
 *     kubectl -n monitoring exec alertmanager-<name>-0 -c alertmanager -- amtool silence add \
 *       --alertmanager.url=http://localhost:9093 --author="$USER" --comment="upgrade of PostgreSQL" --duration=2h \
 *       namespace=shop-production workload=shop-db
 *
 * `amtool silence query` lists silences, `amtool silence expire <id>` ends one.
 */
export interface MaintenanceWindow {
  /** Name in small letters, digits and `-`. */
  readonly name: string;
  /** @default every day */
  readonly weekdays?: readonly Weekday[];
  /**
   * Parts of the day; one that goes on past midnight is two.
   * @default all day
   */
  readonly times?: readonly { readonly from: TimeOfDay; readonly to: TimeOfDay }[];
  /**
   * From 1, or from the end of the month: -1 is its last day. The first Sunday of a month is a Sunday from 1 to 7.
   * @default every day
   */
  readonly daysOfMonth?: readonly { readonly from: number; readonly to: number }[];
  /** @default every month */
  readonly months?: readonly Month[];
  /**
   * Time zone by its IANA name.
   * @default UTC: it has no hour that comes twice
   */
  readonly location?: string;
  /**
   * Alerts that people are not told of.
   * @default warning, info: a maintenance that takes the platform down wakes somebody up
   */
  readonly severities?: readonly ('critical' | 'warning' | 'info')[];
  /**
   * Whom they are not told by.
   * @default everything that tells people
   */
  readonly receivers?: readonly ('slack' | 'pagerDuty' | 'email')[];
}
