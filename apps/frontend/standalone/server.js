/**
 * Entry point of the built program: prepares the process, then runs the server that Next.js made. The build puts it in
 * the place of Next.js's own `server.js`, which it renames.
 */
import { format } from 'node:util';

// Signals are the program's own: Next.js would exit with 143, and wait for streams that have no end.
process.env.NEXT_MANUAL_SIG_HANDLE = 'true';
process.env.NEXT_TELEMETRY_DISABLED = '1';
// Longer than the 60 s of common proxies: the other way round they meet connections that are just being closed.
process.env.KEEP_ALIVE_TIMEOUT ??= '65000';
// One JSON object per line, as the program writes its own.
const levels = ['error', 'warn', 'info', 'debug'];
const enabled = levels.slice(0, levels.indexOf(process.env.LOG_LEVEL || 'info') + 1);

/** What Next.js says of itself is of use when it is being looked into; its errors always are. */
const routes = { log: 'debug', info: 'debug', debug: 'debug', warn: 'warn', error: 'error' };
for (const [method, level] of Object.entries(routes)) {
  console[method] = (...values) => {
    // What failed in a request has a line of its own, with its route: Next.js marks such errors with a digest.
    const reported = values.some((value) => value instanceof Error && 'digest' in value);
    if (reported || !enabled.includes(level)) return;
    const line = { timestamp: new Date().toISOString(), level, message: format(...values).trim() };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
}

await import('./next-server.js');
