import type { Panel, Severity } from '@arq/constructs';
import { platformName } from '../../names.ts';

/** Labels of an alert that a reader needs. */
const labels = 'severity, alertname, workload, component, namespace';

/** How many alerts of a severity fire now. */
export function firingCount(severity: Severity, limits: NonNullable<Panel['limits']>): Panel {
  const firing = ofEnvironment('ALERTS', `alertstate="firing",severity="${severity}"`);
  return {
    title: `Firing: ${severity}`,
    description: `Alerts of severity ${severity}, of this environment and of what all environments share.`,
    kind: 'stat',
    unit: 'none',
    queries: [{ expression: `count(${firing}) or vector(0)`, legend: severity }],
    limits,
  };
}

/** The alerts that fire now. The Watchdog is always among them. */
export function firingAlertsTable(): Panel {
  const since = `max by (${labels}) (${ofEnvironment('ALERTS_FOR_STATE')})`;
  const firing = `max by (${labels}) (${ofEnvironment('ALERTS', 'alertstate="firing"')})`;
  return {
    title: 'Firing alerts',
    description:
      'What is wrong and for how long; the name leads to the runbook. Watchdog is always there and says that alerts ' +
      'work: worry when it is not.',
    kind: 'table',
    unit: 's',
    width: 24,
    queries: [{ expression: `(time() - ${since}) and ${firing}`, legend: 'for' }],
  };
}

/** Alerts of the chosen environment, and of what all environments share; those of another environment are left out. */
function ofEnvironment(series: 'ALERTS' | 'ALERTS_FOR_STATE', ...matchers: readonly string[]): string {
  const selectors = ['namespace="$environment"', `namespace!~"${platformName}-.*"`];
  return selectors.map((namespace) => `${series}{${[...matchers, namespace].join(',')}}`).join(' or ');
}
