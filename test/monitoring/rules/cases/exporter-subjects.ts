import { elsewhere, named, namespace } from './workload-subjects.ts';

/** A server with an exporter of its own. */
export interface Server {
  readonly workload: string;
  /** Job of its exporter. */
  readonly job: string;
  /** Metric with which the exporter tells whether the server answers. */
  readonly up: string;
  readonly downAlert: string;
}

export const postgres: Server = {
  workload: 'arq-postgres',
  job: 'arq-postgres-exporter',
  up: 'pg_up',
  downAlert: 'DatabaseDown',
};

export const redis: Server = {
  workload: 'arq-redis',
  job: 'arq-redis-exporter',
  up: 'redis_up',
  downAlert: 'RedisDown',
};

/** An exporter of another server in the same namespace. */
export const neighbour = 'arq-neighbour-exporter';

/** Series of an exporter's only pod. */
export function ofExporter(
  { job }: Pick<Server, 'job'>,
  metric: string,
  values: string,
  labels: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { [named(metric, { namespace, job, instance: 'exporter-0', ...labels })]: values };
}

/** The same series of the two exporters that there are while one is replaced. */
export function ofBoth(
  server: Pick<Server, 'job'>,
  metric: string,
  [first, second]: readonly [string, string],
  labels: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    ...ofExporter(server, metric, first, labels),
    ...ofExporter(server, metric, second, { ...labels, instance: 'exporter-1' }),
  };
}

/** The same series of another server in the namespace, and of the same server in another namespace. */
export function ofOthers(
  server: Pick<Server, 'job'>,
  metric: string,
  values: string,
  labels: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    ...ofExporter({ job: neighbour }, metric, values, labels),
    ...ofExporter(server, metric, values, { ...labels, namespace: elsewhere }),
  };
}
