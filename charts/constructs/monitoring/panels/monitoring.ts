import { type MonitoringFacts, monitoringAlerts } from '../alerts/monitoring-health.ts';
import { seconds } from '../duration.ts';
import { scrapeTimeout } from '../scrape-target.ts';
import { activeAlerts, failingNotifications, notifications } from './monitoring-alertmanager.ts';
import { failingRules, ruleTime, samples, series, storage, toAlertmanager } from './monitoring-prometheus.ts';
import type { Panel } from './panel.ts';
import { okOrFailed } from './states.ts';
import type { SubjectRow } from './subject.ts';

/** Rows about the monitoring itself: whether it sees, judges and tells. */
export function monitoringRows(facts: MonitoringFacts): SubjectRow[] {
  const prometheus = `job="${facts.prometheus}"`;
  const alertmanager = `job="${facts.alertmanager}"`;
  const alerts = monitoringAlerts(facts);
  return [
    {
      title: 'Monitoring itself',
      subject: 'monitoring',
      panels: [
        targetsDown(),
        configuration(prometheus, alertmanager),
        failingRules(prometheus, alerts),
        failingNotifications(alertmanager, alerts),
        targets(),
        scrapeTime(),
        ruleTime(prometheus),
        toAlertmanager(prometheus),
        notifications(alertmanager),
        activeAlerts(alertmanager),
        series(prometheus),
        samples(prometheus),
        storage(prometheus),
      ],
    },
  ];
}

function targetsDown(): Panel {
  return {
    title: 'Targets down',
    description: 'Scrapes of all environments that failed the last time. Whatever they watch is not watched now.',
    kind: 'stat',
    unit: 'none',
    queries: [{ expression: 'count(up == 0) or vector(0)', legend: 'down' }],
    limits: { red: 1 },
  };
}

function configuration(prometheus: string, alertmanager: string): Panel {
  return {
    title: 'Configuration',
    description:
      'Whether Prometheus and Alertmanager could read theirs the last time. If not, the old one is in force until a ' +
      'restart fails; the log of the program says why.',
    ...okOrFailed,
    queries: [
      {
        expression:
          `min(prometheus_config_last_reload_successful{${prometheus}}) * ` +
          `min(alertmanager_config_last_reload_successful{${alertmanager}})`,
        legend: 'configuration',
      },
    ],
  };
}

function targets(): Panel {
  return {
    title: 'Targets that answer',
    description: 'Share of each job’s targets. A job that falls to 0 is blind, and its alerts are silent.',
    unit: 'percentunit',
    maximum: 1,
    queries: [{ expression: 'avg by (job) (up)', legend: '{{job}}' }],
  };
}

function scrapeTime(): Panel {
  return {
    title: 'Time of a scrape',
    description: 'The slowest target of each job. At the dashed line scrapes are given up, and their samples are lost.',
    unit: 's',
    queries: [{ expression: 'max by (job) (scrape_duration_seconds)', legend: '{{job}}' }],
    limits: { red: seconds(scrapeTimeout, 'the time limit of scrapes') },
  };
}
