import type { Labels } from '../kubernetes/labels.ts';
import type { PodPeer } from '../network/peer.ts';
import type { MetricSet } from './catalogue/metric.ts';

/** Who watches an environment. */
export interface MonitoringProps {
  /**
   * Pods of Prometheus. With them, monitors and rules are emitted for its operator, and its pods may connect to every
   * metrics port.
   * @default none: nothing outside of the namespace reaches a metrics port, and no custom resource is emitted
   */
  readonly prometheus?: PodPeer;
  /**
   * URL at which Prometheus answers queries, without a trailing slash, as the controller of Argo Rollouts reaches it.
   * @default none: releases are judged by their smoke test and probes alone
   */
  readonly queries?: string;
  /**
   * Labels by which Prometheus selects monitors and rules.
   * @default none: it selects all
   */
  readonly labels?: Labels;
  /**
   * URL of the folder with the runbooks, without a trailing slash: an alert links to `<url>/<alert>.md`.
   * @default none: alerts link nowhere
   */
  readonly runbooks?: string;
  /**
   * What the platform's own programs export, beside what the library knows of well-known exporters.
   * @default none
   */
  readonly metrics?: readonly MetricSet[];
}
