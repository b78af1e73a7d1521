import { type Alert, alert, ofJob, type Watched } from '@arq/constructs';
import { contract } from '../../../apps/backend/contract.ts';

/** What only the backend can tell, beside what every web service is watched for. */
export function backendAlerts(watched: Watched): Alert[] {
  return [databasePoolExhausted(watched), dependencyUnreachable(watched), alertsRejected(watched)];
}

/**
 * For five minutes there was no moment at which no request waited for a connection: the pool is too small for the load, or
 * queries take long.
 */
function databasePoolExhausted(watched: Watched): Alert {
  return alert({
    name: 'DatabasePoolExhausted',
    severity: 'warning',
    for: '5m',
    role: 'symptom',
    expression: () => `max by (namespace, pod) (min_over_time(arq_database_pool_waiting{${ofJob(watched)}}[1m])) >= 1`,
    summary: `Requests to ${watched.workload} wait for a database connection in {{ $labels.namespace }}`,
    description:
      `For 5 minutes at least {{ $value }} requests at a time have waited for one of the ${contract.databasePoolSize} ` +
      `connections that a pod of ${watched.workload} ({{ $labels.pod }}) may hold.`,
  });
}

/**
 * No pod reaches a dependency, which may well be up: a credential that is not valid any more or a network policy does not
 * show on the other side.
 */
function dependencyUnreachable(watched: Watched): Alert {
  return alert({
    name: 'DependencyUnreachable',
    severity: 'warning',
    for: '2m',
    role: 'symptom',
    expression: () => `max by (namespace, dependency) (max_over_time(arq_dependency_up{${ofJob(watched)}}[1m])) < 1`,
    summary: `${watched.workload} cannot reach its {{ $labels.dependency }} in {{ $labels.namespace }}`,
    description: `For more than 2 minutes no pod of ${watched.workload} has had an answer from its {{ $labels.dependency }}.`,
  });
}

/**
 * Alertmanager's deliveries are refused, now as well as ten minutes ago: they show up in no incident, and those refused
 * with 4xx are not sent again. A few may come from strangers, or from a restart.
 */
function alertsRejected(watched: Watched): Alert {
  const of = `${ofJob(watched)},method="POST",route="${contract.paths.alerts}",status_code=~"[45].."`;
  return alert({
    name: 'AlertsRejected',
    severity: 'warning',
    for: '5m',
    role: 'symptom',
    expression: () => `
      sum by (namespace) (increase(http_requests_total{${of}}[10m])) > 0
      and
      sum by (namespace) (increase(http_requests_total{${of}}[10m] offset 10m)) > 0`,
    summary: `${watched.workload} refuses alerts in {{ $labels.namespace }}`,
    description:
      `${watched.workload} has refused Alertmanager's deliveries for more than 10 minutes: the token differs, the body is ` +
      'not understood, or they cannot be stored. What they tell is missing from the incidents.',
  });
}
