import { type Alert, alert } from '../alert.ts';

/** Prometheus could not read its configuration, and goes on with an old one: new rules and targets are not there. */
export function prometheusConfigReloadFailed(job: string): Alert {
  return configReloadFailed('Prometheus', 'prometheus_config_last_reload_successful', job);
}

/** Alertmanager could not read its configuration, and goes on with an old one: new routes and receivers are not there. */
export function alertmanagerConfigReloadFailed(job: string): Alert {
  return configReloadFailed('Alertmanager', 'alertmanager_config_last_reload_successful', job);
}

function configReloadFailed(program: string, metric: string, job: string): Alert {
  return alert({
    name: `${program}ConfigReloadFailed`,
    severity: 'warning',
    for: '5m',
    expression: () => `group by (namespace, instance) (${metric}{job="${job}"} == 0)`,
    summary: `${program} cannot read its configuration in {{ $labels.namespace }}`,
    description:
      `For 5 minutes ${program} {{ $labels.instance }} has gone on with an old configuration, because it cannot read the ` +
      'new one; its log says why. If it restarts it will not start again.',
  });
}
