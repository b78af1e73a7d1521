import type { Alert } from '../alert.ts';
import { alertmanagerDown } from './monitoring-health-alertmanager-down.ts';
import { alertmanagerMembersMissing } from './monitoring-health-alertmanager-members.ts';
import { alertmanagerConfigReloadFailed, prometheusConfigReloadFailed } from './monitoring-health-config-reload.ts';
import { prometheusNotConnectedToAlertmanager } from './monitoring-health-connection.ts';
import { type NotificationsFailingThresholds, notificationsFailing } from './monitoring-health-notifications.ts';
import {
  type RuleEvaluationsThresholds,
  ruleEvaluationsFailing,
  ruleEvaluationsMissed,
} from './monitoring-health-rule-evaluations.ts';
import { targetsMissing } from './monitoring-health-targets.ts';

/** What the alerts of the monitoring itself compare with, by alert. */
export interface MonitoringHealthThresholds {
  /** @default documented with each number, as for all of these */
  readonly notificationsFailing?: Partial<NotificationsFailingThresholds>;
  readonly ruleEvaluations?: Partial<RuleEvaluationsThresholds>;
}

/** Jobs under which the monitoring is scraped itself; no two installations name them alike. */
export interface MonitoringFacts {
  /** Job of Prometheus. */
  readonly prometheus: string;
  /** Job of Alertmanager. */
  readonly alertmanager: string;
  /** Job of node_exporter. */
  readonly nodeExporter: string;
  /**
   * Job of kube-state-metrics.
   * @default none is expected, as where there is no Kubernetes
   */
  readonly kubeStateMetrics?: string;
  /**
   * Job of the kubelets.
   * @default none is expected, as where there is no Kubernetes
   */
  readonly kubelet?: string;
  /** @default documented with each number */
  readonly thresholds?: MonitoringHealthThresholds;
}

/** What the monitoring is watched for by itself. That it works at all, only the Watchdog tells. */
export function monitoringAlerts(facts: MonitoringFacts): Alert[] {
  const { prometheus, alertmanager, nodeExporter, kubeStateMetrics, kubelet, thresholds = {} } = facts;
  const expected = [nodeExporter, kubeStateMetrics, kubelet].filter((job) => job !== undefined);
  return [
    targetsMissing(prometheus, expected),
    prometheusConfigReloadFailed(prometheus),
    ruleEvaluationsFailing(prometheus, thresholds.ruleEvaluations),
    ruleEvaluationsMissed(prometheus, thresholds.ruleEvaluations),
    prometheusNotConnectedToAlertmanager(prometheus),
    alertmanagerDown(prometheus, alertmanager),
    alertmanagerMembersMissing(alertmanager),
    alertmanagerConfigReloadFailed(alertmanager),
    notificationsFailing(alertmanager, thresholds.notificationsFailing),
  ];
}
