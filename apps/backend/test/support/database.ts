import { join } from 'node:path';
import { postgresForTests } from '../../../../dev/test-servers.ts';
import { readConfiguration } from '../../src/config/configuration.ts';
import { connectionOf, createDatabase, type Database } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { Writers } from '../../src/incidents/writers.ts';
import type { RootLogger } from '../../src/logging/logger.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';

/** Where the SQL files are. */
export const migrations = join(import.meta.dirname, '../../migrations');

/** For tests that do not look at the log. */
export const silent: RootLogger = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  isDebugEnabled: () => false,
  flush: async () => {},
};

/** A migrated database on a server of its own, as the backend sees it. */
export async function migratedDatabase(): Promise<{
  database: Database;
  writers: Writers;
  close(): Promise<void>;
}> {
  const server = await postgresForTests();
  const configuration = readConfiguration({ DATABASE_URL: server.url }, 'database');
  await migrate({ direction: 'up', migrations, connection: connectionOf(configuration), logger: silent });
  const database = createDatabase(configuration, silent, createMetrics());
  return {
    database,
    writers: new Writers(database),
    close: async () => {
      await database.close();
      await server.close();
    },
  };
}
