import type { Alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { type ServerDownThresholds, serverDown } from './exporter-server-down.ts';

/** PostgreSQL is out of service; see `serverDown`. `pg_up` stays 1 while old connections live: see `PostgresCollectorFailing`. */
export function databaseDown(watched: Watched, thresholds?: Partial<ServerDownThresholds>): Alert {
  return serverDown(watched, { name: 'DatabaseDown', server: 'PostgreSQL', up: 'pg_up' }, thresholds);
}
