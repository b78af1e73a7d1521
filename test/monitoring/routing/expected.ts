import type { AlertLabels } from './evaluate.ts';

/**
 * Who has to be told, by environment and severity, as people agreed on it. It is written down here once more, and made
 * from nothing, so that a change of the routing that nobody wanted is noticed.
 */
const expected: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  production: {
    critical: ['pagerDuty', 'slack', 'webhook'],
    warning: ['email', 'slack', 'webhook'],
    info: ['slack', 'webhook'],
    unknown: ['email', 'slack', 'webhook'],
    Watchdog: ['heartbeat'],
  },
  staging: {
    critical: ['slack', 'webhook'],
    warning: ['slack', 'webhook'],
    info: ['slack', 'webhook'],
    unknown: ['slack', 'webhook'],
    Watchdog: ['heartbeat'],
  },
  local: {
    critical: ['webhook'],
    warning: ['webhook'],
    info: ['webhook'],
    unknown: ['webhook'],
    Watchdog: ['nobody'],
  },
};

/** Receivers of an alert, in alphabetical order. */
export function expectedReceivers(environment: string, { alertname, severity }: AlertLabels): readonly string[] {
  const table = expected[environment];
  if (!table) throw new Error(`nobody wrote down who is told in ${environment}`);
  const kind = alertname === 'Watchdog' ? 'Watchdog' : (severity ?? 'unknown');
  return table[kind] ?? table['unknown'] ?? [];
}

/** Alerts that somebody else wrote, or wrote wrongly. */
export const strangeAlerts: readonly AlertLabels[] = [
  { alertname: 'NoLabels' },
  { alertname: 'NoNamespace', severity: 'critical' },
  { alertname: 'NoSeverity', namespace: 'arq-production', workload: 'arq-backend' },
  { alertname: 'Unknown', namespace: 'arq-production', severity: 'page' },
  { alertname: 'Capitals', namespace: 'arq-production', severity: 'Critical' },
  { alertname: 'None', namespace: 'monitoring', severity: 'none' },
  { alertname: 'Almost', namespace: 'arq-production', severity: 'critical2' },
  { alertname: 'WatchdogOfAnother', severity: 'none' },
];
