import type { Severity } from '../../../charts/constructs/monitoring/alert.ts';

/** How urgent each alert is, said a second time: nobody is woken up, or left asleep, by a slip in one place. */
export const severities: Readonly<Record<Severity, readonly string[]>> = {
  critical: [
    'AlertmanagerDown',
    'AvailabilityBudgetBurnFast',
    'BackendDown',
    'CertificateExpiryImminent',
    'DatabaseDown',
    'EdgeDown',
    'FrontendDown',
    'HighErrorRate',
    'NotificationsFailing',
    'PrometheusNotConnectedToAlertmanager',
    'RedisDown',
    'RedisPersistenceFailing',
    'RuleEvaluationsFailing',
    'VolumeFillingUp',
  ],
  warning: [
    'AlertmanagerConfigReloadFailed',
    'AlertmanagerMembersMissing',
    'AlertsRejected',
    'AutoscalerAtMaximum',
    'AutoscalerInactive',
    'AvailabilityBudgetBurnSlow',
    'BackupOverdue',
    'CertificateExpiring',
    'CertificateNotReady',
    'ContainerOutOfMemory',
    'DatabasePoolExhausted',
    'DependencyUnreachable',
    'EventLoopLag',
    'ExporterDown',
    'FileDescriptorsRunningOut',
    'FrontendBackendErrors',
    'HighCPUUsage',
    'HighMemoryUsage',
    'JobFailed',
    'LatencyBudgetBurnFast',
    'LowDiskSpace',
    'LowInodes',
    'NodeClockSkew',
    'NodeDown',
    'PodCrashLooping',
    'PodNotReady',
    'PostgresCollectorFailing',
    'PostgresConnectionsHigh',
    'PostgresDeadlocks',
    'PostgresLongTransaction',
    'ProbeMissing',
    'ProbeUnreliable',
    'PrometheusConfigReloadFailed',
    'RedisEvictions',
    'RedisRejectedConnections',
    'ReleaseAborted',
    'RolloutStuck',
    'RuleEvaluationsMissed',
    'SlowResponseTime',
    'TargetDown',
    'TargetsMissing',
  ],
  info: ['ContainerThrottled', 'LatencyBudgetBurnSlow'],
  none: ['Watchdog'],
};

/** @throws Error for an alert that the table does not know */
export function severityOf(alert: string): Severity {
  const found = (Object.keys(severities) as Severity[]).find((severity) => severities[severity].includes(alert));
  if (found === undefined) throw new Error(`alert ${alert}: nobody says how urgent it is; add it to severities.ts`);
  return found;
}
