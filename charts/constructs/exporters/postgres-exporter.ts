import type { Construct } from 'constructs';
import type { Connection } from '../network/connection.ts';
import type { Endpoint } from '../network/endpoint.ts';
import type { Image } from '../workloads/image.ts';
import { Exporter } from './exporter.ts';

/** Role of the exporter in PostgreSQL: it may read statistics, and no table. */
export const postgresExporterRole = 'exporter';

/** Key of its password in the server's Secret. */
export const postgresExporterPasswordKey = 'exporter-password';

/** Prometheus' exporter for one PostgreSQL server, https://github.com/prometheus-community/postgres_exporter. */
export class PostgresExporter extends Exporter {
  constructor(scope: Construct, id: string, props: { readonly image: Image; readonly server: Endpoint }) {
    const { image, server } = props;
    super(scope, id, {
      name: `${server.name}-exporter`,
      exporter: 'postgres_exporter',
      image,
      port: 9187,
      livenessPath: '/',
      command: ['/bin/postgres_exporter'],
      uses: [connection(server)],
    });
  }
}

function connection(server: Endpoint): Connection {
  return {
    endpoint: server,
    environment: {
      // A server that takes no new connection is given up on within the scrape. One that is frozen altogether is not: the
      // exporter waits on the connection that it has, the scrape times out, and the alerts look at that as well.
      DATA_SOURCE_URI: `${server.host}:${server.port}/postgres?sslmode=disable&connect_timeout=2`,
      DATA_SOURCE_USER: postgresExporterRole,
    },
    credentials: [{ secret: server.name, key: postgresExporterPasswordKey, variable: 'DATA_SOURCE_PASS_FILE' }],
  };
}
