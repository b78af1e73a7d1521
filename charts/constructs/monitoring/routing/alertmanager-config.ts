import type { Duration } from '../duration.ts';

/** A matcher as Alertmanager reads it: `severity="critical"`. */
export type Matcher = string;

/** When the alerts of a group are sent, in Alertmanager's words. */
export interface Timing {
  /** After the first alert of a group; others that come in until then are sent along. */
  readonly group_wait: Duration;
  /** Between looks at a group that has been sent: new alerts and ends wait for the next one. */
  readonly group_interval: Duration;
  /** After which a group in which nothing has changed is sent again. */
  readonly repeat_interval: Duration;
}

/** A branch of the routing tree. What is left out is inherited, except for `mute_time_intervals`. */
export interface Route extends Partial<Timing> {
  readonly receiver: string;
  readonly matchers?: readonly Matcher[];
  /** The branches after this one are asked as well. */
  readonly continue?: true;
  readonly group_by?: readonly string[];
  readonly mute_time_intervals?: readonly string[];
  readonly routes?: readonly Route[];
}

/** Which alerts mute which others while they fire. */
export interface InhibitRule {
  readonly source_matchers: readonly Matcher[];
  readonly target_matchers: readonly Matcher[];
  readonly equal: readonly string[];
}

/** Whom alerts are sent to, by one program. */
export interface Receiver {
  readonly name: string;
  readonly slack_configs?: readonly object[];
  readonly pagerduty_configs?: readonly object[];
  readonly email_configs?: readonly object[];
  readonly webhook_configs?: readonly object[];
}

/** A set of times with a name. */
export interface TimeInterval {
  readonly name: string;
  readonly time_intervals: readonly object[];
}

/**
 * `alertmanager.yml` as data. Each key that kube-prometheus-stack has a default for is there, since Helm would merge its
 * own otherwise.
 */
export interface AlertmanagerConfig {
  readonly global: { readonly resolve_timeout: Duration };
  readonly route: Route;
  readonly inhibit_rules: readonly InhibitRule[];
  readonly receivers: readonly Receiver[];
  readonly time_intervals?: readonly TimeInterval[];
  readonly templates: readonly string[];
}
