import { type AlertmanagerConfig, Environment, TierMonitoring } from '@arq/constructs';
import { createApp } from '../../../charts/main.ts';
import { arqRouting, localRouting } from '../../../charts/platform/monitoring/routing/arq-routing.ts';
import type { AlertLabels } from './evaluate.ts';

/** An environment of arQ: what may fire in it, and how that is sent. */
export interface ArqAlerts {
  readonly environment: string;
  readonly config: AlertmanagerConfig;
  /** Labels of every alert, as Prometheus sends it. */
  readonly alerts: readonly AlertLabels[];
}

const everything = createApp(process.cwd()).node.findAll();
const monitored = everything.filter((construct) => construct instanceof TierMonitoring) as TierMonitoring[];

/** All environments. */
export const arqAlerts: readonly ArqAlerts[] = everything
  .filter((construct) => construct instanceof Environment)
  .map((construct) => {
    const environment = construct as Environment;
    const { name } = environment;
    const webhook = { url: 'http://backend:3001/api/v1/alerts', tokenFile: '/run/alertmanager/token' };
    return {
      environment: name,
      config: name === 'local' ? localRouting(environment, webhook) : arqRouting(environment),
      alerts: alertsOf(name, environment.namespace),
    };
  });

/** One environment of them. */
export function arqAlertsOf(name: string): ArqAlerts {
  const found = arqAlerts.find(({ environment }) => environment === name);
  if (!found) throw new Error(`no environment ${name}`);
  return found;
}

/** Labels of an alert of an environment. */
export function alertOf(name: string, alertname: string, workload: string): AlertLabels {
  const { alerts } = arqAlertsOf(name);
  const found = alerts.find((alert) => alert.alertname === alertname && alert.workload === workload);
  if (!found) throw new Error(`${workload} has no ${alertname}; there are ${alerts.map((alert) => alert.alertname)}`);
  return found;
}

function alertsOf(environment: string, namespace: string): AlertLabels[] {
  return monitored
    .flatMap(({ group }) => group?.rules ?? [])
    .filter(({ labels }) => labels.environment === environment)
    .map(({ alert, labels }) => ({ alertname: alert, namespace, ...labels }));
}
