import type { Watched } from '../monitoring/watched.ts';
import type { Exporter } from './exporter.ts';

/** A server, and its exporter where it has one. */
interface Exported {
  readonly name: string;
  readonly exporter?: Exporter;
}

/** How the series name a server and its exporter, for any namespace. */
export function watchedServer({ name, exporter }: Exported) {
  const job = exporter?.name;
  return {
    server: (namespace: string): Watched => ({
      namespace,
      workload: name,
      kind: 'StatefulSet',
      ...(job === undefined ? {} : { job }),
    }),
    exporter:
      job === undefined
        ? undefined
        : (namespace: string): Watched => ({ namespace, workload: job, kind: 'Deployment', job }),
  };
}
