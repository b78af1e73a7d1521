import {
  type Alert,
  type AlertPair,
  alert,
  type ReceiversProps,
  type RoutingProps,
  type Severity,
  severeMutesMild,
  tierInhibitions,
  type WatchedTier,
} from '@arq/constructs';
import type { AlertLabels } from './evaluate.ts';

/** Receivers of all kinds. */
export const everybody: Required<ReceiversProps> = {
  slack: { channel: '#shop', urlFile: '/secrets/slack-url' },
  pagerDuty: { routingKeyFile: '/secrets/routing-key' },
  email: {
    to: ['team@shop.example', 'boss@shop.example'],
    from: 'alerts@shop.example',
    smarthost: 'smtp.shop.example:587',
    login: { username: 'alerts', passwordFile: '/secrets/password' },
  },
  webhook: { url: 'http://status.shop.svc:8080/alerts', tokenFile: '/secrets/token' },
  heartbeat: { urlFile: '/secrets/heartbeat-url', interval: '5m' },
};

/** An alert of which only name, severity and role matter. */
export function alertOf(name: string, severity: Severity, role?: 'cause' | 'symptom' | 'both'): Alert {
  return alert({
    name,
    severity,
    expression: () => 'vector(1)',
    summary: name,
    description: name,
    ...(role && { role }),
  });
}

/** An invented shop: a page on an API on a database and a cache. */
export const tiers: readonly WatchedTier[] = [
  { workload: 'db', alerts: [alertOf('DatabaseDown', 'critical', 'cause'), alertOf('DiskFull', 'warning')] },
  { workload: 'cache', alerts: [alertOf('CacheDown', 'warning', 'cause')] },
  {
    workload: 'api',
    alerts: [
      alertOf('BackendDown', 'critical', 'both'),
      alertOf('HighErrorRate', 'critical', 'symptom'),
      alertOf('SlowResponseTime', 'warning', 'symptom'),
      alertOf('BudgetBurnFast', 'critical', 'symptom'),
      alertOf('BudgetBurnSlow', 'warning', 'symptom'),
      alertOf('HighMemoryUsage', 'warning'),
    ],
  },
  { workload: 'web', alerts: [alertOf('FrontendDown', 'critical', 'both'), alertOf('SlowPage', 'warning', 'symptom')] },
  { workload: 'other', alerts: [alertOf('HighErrorRate', 'critical', 'symptom')] },
];

/** Who connects to whom. */
export const uses = new Map([
  ['web', ['api']],
  ['api', ['db', 'cache']],
]);

export const pairs: readonly AlertPair[] = [{ mutes: 'BudgetBurnFast', muted: 'BudgetBurnSlow' }];

/** Everything that can be asked for but maintenance. */
export const shopRouting: RoutingProps = {
  environment: 'production',
  receivers: everybody,
  inhibitions: [...tierInhibitions({ tiers, uses, pairs }), ...severeMutesMild],
};

/** Labels of an alert of the shop as Prometheus sends it. */
export function labelsOf(workload: string, alertname: string, namespace = 'shop-production'): AlertLabels {
  const found = tiers.find((tier) => tier.workload === workload)?.alerts.find(({ name }) => name === alertname);
  if (!found) throw new Error(`${workload} has no ${alertname}`);
  return { alertname, workload, namespace, severity: found.severity };
}
