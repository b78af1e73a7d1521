import { type Configuration, readConfiguration } from './config/configuration.ts';
import { ConfigurationError } from './config/configuration-error.ts';
import { connectionOf } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { migrationsFolder } from './database/schema.ts';
import { createLogger } from './logging/logger.ts';
import { type MigrateArguments, parseMigrateArguments, usage } from './migrations/arguments.ts';
import { GaveUpError, RefusedError } from './migrations/errors.ts';
import { releaseOf } from './migrations/release.ts';
import { Session } from './migrations/session.ts';
import { describeStatus, readStatus } from './migrations/status.ts';

// As the server: whoever says nothing is in production.
const isProduction = (process.env['NODE_ENV'] || 'production') === 'production';
const logger = createLogger({ level: 'info', format: isProduction ? 'json' : 'text' });
const asked = argumentsOrExit();
const stopped = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.once(name, () => stopped.abort(new Error(`was stopped by ${name}`)));
}
try {
  if (asked.help) console.log(usage);
  else {
    const configuration = readConfiguration(process.env, 'database');
    if (asked.command === 'status') await tellStatus(configuration, asked);
    else await run(configuration, asked.command, asked);
  }
} catch (error) {
  if (error instanceof ConfigurationError) console.error(error.message);
  else if (error instanceof RefusedError || error instanceof GaveUpError)
    logger.error(`the migration ${error.message}`);
  else logger.error('the migration failed; nothing of it was kept', { error });
  process.exitCode = 1;
}
await logger.flush();

async function run(
  configuration: Configuration,
  direction: 'up' | 'down',
  { count, contract }: MigrateArguments,
): Promise<void> {
  const { MIGRATION_DEADLINE_SECONDS, MIGRATION_ROLLBACK_RELEASES } = configuration.values;
  const names = await migrate({
    direction,
    count,
    insistsOnContracts: contract,
    release: isProduction ? releaseOf(configuration) : undefined,
    rollbackReleases: MIGRATION_ROLLBACK_RELEASES,
    deadlineSeconds: MIGRATION_DEADLINE_SECONDS,
    signal: stopped.signal,
    migrations: migrationsFolder,
    connection: connectionOf(configuration),
    logger,
  });
  logger.info(names.length > 0 ? 'migrated' : 'nothing to migrate', { direction, migrations: names });
}

async function tellStatus(configuration: Configuration, { json }: MigrateArguments): Promise<void> {
  const { MIGRATION_DEADLINE_SECONDS, MIGRATION_ROLLBACK_RELEASES } = configuration.values;
  const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(MIGRATION_DEADLINE_SECONDS * 1_000)]);
  const session = await Session.open({ connection: connectionOf(configuration), logger, signal, onWait: () => {} });
  try {
    const status = await session.transaction(MIGRATION_DEADLINE_SECONDS * 1_000, 'look', (query) =>
      readStatus(query, {
        folder: migrationsFolder,
        release: releaseOf(configuration),
        rollbackReleases: MIGRATION_ROLLBACK_RELEASES,
      }),
    );
    console.log(json ? JSON.stringify(status, undefined, 2) : describeStatus(status));
  } finally {
    await session.close();
  }
}

/** Nothing has been tried yet, so this is no failed migration. */
function argumentsOrExit() {
  try {
    return parseMigrateArguments(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}
