import { seconds } from '../duration.ts';
import type { Route, Timing } from './alertmanager-config.ts';
import { heartbeatTiming } from './heartbeat.ts';
import type { MaintenanceWindow } from './maintenance.ts';
import { noneOf, oneOf } from './matcher.ts';
import { mutes } from './muting.ts';
import { nobody, type ReceiversProps, type Teller } from './receivers.ts';
import { type Level, levels, severities, tellersOf } from './tellers.ts';
import { digest, patience, record, timings } from './timing.ts';

/** Name that everybody gives to the alert that always fires. */
export const watchdogName = 'Watchdog';

/** From what the routes follow. */
export interface RouteFacts {
  readonly receivers: ReceiversProps;
  readonly windows: readonly MaintenanceWindow[];
  /** Alerts that wait for their causes. */
  readonly symptoms: readonly string[];
}

/**
 * The routing tree. It is flat: each branch is for one receiver and one severity, says so itself, and lets the next ones
 * have a look as well. Together they take every alert, so the root's own receiver is a last resort.
 *
 * | severity | pagerDuty | slack | email | webhook | heartbeat |
 * |---|---|---|---|---|---|
 * | critical | at once | at once | | at once | |
 * | warning | | 2 min | digest | at once | |
 * | info | | 5 min | | at once | |
 * | any other, or none | | 2 min | digest | at once | |
 * | the Watchdog | | | | | each interval |
 *
 * One alert name on one workload is one group: ten pods that run out of memory are one message and one incident, with
 * one runbook. Two alerts are two: PagerDuty stays silent about what joins an incident that somebody has acknowledged.
 */
export function rootRoute(facts: RouteFacts): Route {
  const { receivers } = facts;
  const routes = [
    watchdogRoute(receivers),
    ...(receivers.webhook ? [recordRoute(facts)] : []),
    ...levels.flatMap((level) => tellersOf(level, receivers).map((teller) => tellingRoute(level, teller, facts))),
  ];
  return {
    receiver: tellersOf('other', receivers)[0] ?? 'webhook',
    group_by: ['namespace', 'workload', 'alertname'],
    ...timings.other,
    routes,
  };
}

/** The Watchdog goes to the heartbeat and nowhere else: it says that all is well. */
function watchdogRoute({ heartbeat }: ReceiversProps): Route {
  const matchers = [oneOf('alertname', [watchdogName])];
  if (!heartbeat) return { receiver: nobody, matchers };
  return { receiver: 'heartbeat', matchers, ...heartbeatTiming(heartbeat, 'receivers.heartbeat') };
}

function recordRoute({ symptoms }: RouteFacts): Route {
  return patient({ receiver: 'webhook', continue: true, ...record }, symptoms);
}

function tellingRoute(level: Level, teller: Teller, { windows, symptoms }: RouteFacts): Route {
  const gathered = teller === 'email' && level !== 'critical';
  const muting = windows.filter((window) => mutes(window, level, teller)).map(({ name }) => name);
  return patient(
    {
      receiver: teller,
      matchers: [level === 'other' ? noneOf('severity', severities) : oneOf('severity', [level])],
      continue: true,
      ...(gathered ? { group_by: ['namespace'], ...digest } : timings[level]),
      ...(muting.length > 0 && { mute_time_intervals: muting }),
    },
    symptoms,
  );
}

/** A route on which symptoms wait for their causes; all other alerts go out when the route says. */
function patient(route: Route & Timing, symptoms: readonly string[]): Route {
  if (symptoms.length === 0 || seconds(route.group_wait, 'group_wait') >= seconds(patience, 'patience')) return route;
  const { receiver, mute_time_intervals } = route;
  const waiting = { receiver, matchers: [oneOf('alertname', symptoms)], group_wait: patience };
  return { ...route, routes: [{ ...waiting, ...(mute_time_intervals && { mute_time_intervals }) }] };
}
