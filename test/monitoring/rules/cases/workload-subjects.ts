/** A workload that stories are told of. */
export interface Subject {
  readonly workload: string;
  readonly pods: readonly [string, string];
}

export const backend: Subject = {
  workload: 'arq-backend',
  pods: ['arq-backend-6c9d7b5f8-k4x2p', 'arq-backend-6c9d7b5f8-w8n5d'],
};

export const frontend: Subject = {
  workload: 'arq-frontend',
  pods: ['arq-frontend-5d4f6b7c9-t7v2q', 'arq-frontend-5d4f6b7c9-z9m4h'],
};

export const postgres: Subject = { workload: 'arq-postgres', pods: ['arq-postgres-0', 'arq-postgres-1'] };

export const redis: Subject = { workload: 'arq-redis', pods: ['arq-redis-0', 'arq-redis-1'] };

/** Namespace of the stories. */
export const namespace = 'arq-staging';

/** Another one in the same Prometheus, in which everything is bad: whoever forgets the namespace sees it. */
export const elsewhere = 'arq-production';

/** Name of a series. */
export function named(metric: string, labels: Readonly<Record<string, string>>): string {
  const matchers = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${metric}{${matchers.join(',')}}`;
}

/** The values of a series as two replicas of an exporter tell them: both the same, or each its own. */
export type Told = string | readonly [string, string];

/** What each of the two tells. */
export function pair(values: Told): readonly [string, string] {
  return typeof values === 'string' ? [values, values] : values;
}

/** A series as two replicas of kube-state-metrics tell it: both the same, or the second one something else. */
export function toldTwice(
  metric: string,
  labels: Readonly<Record<string, string>>,
  values: string,
  second = values,
): Record<string, string> {
  return {
    [named(metric, { ...labels, instance: '10.0.0.1:8080' })]: values,
    [named(metric, { ...labels, instance: '10.0.0.2:8080' })]: second,
  };
}

/** Labels of a container of the subject, which is called as the workload is. */
export function containerOf({ workload, pods }: Subject, pod = 0): Record<'namespace' | 'pod' | 'container', string> {
  return { namespace, pod: pods[pod] as string, container: workload };
}
