import { named } from './workload-subjects.ts';

/** Namespace of Prometheus and Alertmanager, which the alerts about them carry. */
export const namespace = 'monitoring';

/** Jobs of both, as the cluster has them. */
export const prometheusJob = 'kube-prometheus-stack-prometheus';
export const alertmanagerJob = 'kube-prometheus-stack-alertmanager';

type Told = Readonly<Record<string, string>>;

/** Series of one Prometheus. */
export function ofPrometheus(metric: string, values: string, labels: Told = {}): Record<string, string> {
  return { [named(metric, { namespace, job: prometheusJob, instance: '10.0.1.1:9090', ...labels })]: values };
}

/** Series of one Alertmanager. */
export function ofAlertmanager(metric: string, values: string, labels: Told = {}): Record<string, string> {
  return { [named(metric, { namespace, job: alertmanagerJob, instance: '10.0.2.1:9093', ...labels })]: values };
}

/** Where the second one of each is. */
export const second = { instance: '10.0.1.2:9090' } as const;

/** Another team's, of which these alerts tell nothing. */
export const foreign = { namespace: 'shop', job: 'shop-monitoring' } as const;

/** Another one in the same namespace. */
export const neighbour = { job: 'shop-monitoring', instance: '10.0.9.1:9090' } as const;
