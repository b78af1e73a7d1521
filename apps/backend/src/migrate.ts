import { readConfiguration } from './config/configuration.ts';
import { ConfigurationError } from './config/configuration-error.ts';
import { connectionOf } from './database/database.ts';
import { migrate, parseMigrateArguments, usage } from './database/migrate.ts';
import { migrationsFolder } from './database/schema.ts';
import { createLogger } from './logging/logger.ts';

// As the server: whoever says nothing is in production.
const isProduction = (process.env['NODE_ENV'] || 'production') === 'production';
const logger = createLogger({ level: 'info', format: isProduction ? 'json' : 'text' });
const { help, ...options } = argumentsOrExit();
try {
  if (help) console.log(usage);
  else {
    const configuration = readConfiguration(process.env, 'database');
    const names = await migrate({
      ...options,
      migrations: migrationsFolder,
      connection: connectionOf(configuration),
      logger,
    });
    logger.info(names.length > 0 ? 'migrated' : 'nothing to migrate', {
      direction: options.direction,
      migrations: names,
    });
  }
} catch (error) {
  if (error instanceof ConfigurationError) console.error(error.message);
  else logger.error('the migration failed; nothing of it was kept', { error });
  process.exitCode = 1;
}
await logger.flush();

/** Nothing has been tried yet, so this is no failed migration. */
function argumentsOrExit() {
  try {
    return parseMigrateArguments(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}
