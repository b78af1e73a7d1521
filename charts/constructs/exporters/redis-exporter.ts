import type { Construct } from 'constructs';
import type { Connection } from '../network/connection.ts';
import type { Endpoint } from '../network/endpoint.ts';
import type { Image } from '../workloads/image.ts';
import { Exporter } from './exporter.ts';

/** User of the exporter in Redis: it may ask how the server does, and read no key. */
export const redisExporterUser = 'exporter';

/** Keys of its password in the server's Secret, as it is and in the form of a file that the exporter reads. */
export const redisExporterKeys = { password: 'exporter-password', file: 'exporter-password.json' } as const;

/** Prometheus' exporter for one Redis server, https://github.com/oliver006/redis_exporter. */
export class RedisExporter extends Exporter {
  constructor(scope: Construct, id: string, props: { readonly image: Image; readonly server: Endpoint }) {
    const { image, server } = props;
    super(scope, id, {
      name: `${server.name}-exporter`,
      exporter: 'redis_exporter',
      image,
      port: 9121,
      livenessPath: '/health',
      command: ['/redis_exporter'],
      environment: {
        // Its own 15 s are more than a scrape may take: a server that hangs would make the whole scrape fail.
        REDIS_EXPORTER_CONNECTION_TIMEOUT: '3s',
        // The configuration may hold passwords, and the access control forbids it.
        REDIS_EXPORTER_CONFIG_COMMAND: '-',
      },
      uses: [connection(server)],
    });
  }
}

/** Where a server listens. */
type Address = Pick<Endpoint, 'host' | 'port'>;

/** URL of a server, by which the exporter looks its password up. */
function urlOf({ host, port }: Address): string {
  return `redis://${redisExporterUser}@${host}:${port}`;
}

/**
 * The file with the exporter's password: URL of the server to password. The password may be an expression in the language
 * of whatever creates the Secret, whose quotes must stay as they are.
 */
export function redisExporterPasswords(server: Address, password: string): string {
  return `{"${urlOf(server)}":"${password}"}`;
}

function connection(server: Endpoint): Connection {
  return {
    endpoint: server,
    environment: { REDIS_ADDR: urlOf(server) },
    credentials: [{ secret: server.name, key: redisExporterKeys.file, variable: 'REDIS_PASSWORD_FILE' }],
  };
}
