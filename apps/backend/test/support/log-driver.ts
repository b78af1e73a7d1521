import { createLogger } from '../../src/logging/logger.ts';
import { withRequestId } from '../../src/logging/request-context.ts';

/** Runs a few lines against the logger, in a process whose output is really read, full, slow or gone. */
const [options = '{}', code = ''] = process.argv.slice(2);
const logger = createLogger(JSON.parse(options));
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
await new AsyncFunction('logger', 'withRequestId', code)(logger, withRequestId);
await logger.flush();
process.exit(0);
