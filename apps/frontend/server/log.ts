import { type LogLevel, logLevels } from './configuration.ts';

export type Fields = Readonly<Record<string, unknown>>;
export type Log = Readonly<Record<LogLevel, (message: string, fields?: Fields) => void>>;

/** One JSON object per line, on standard output. */
export function createLog(level: LogLevel, write: (line: string) => void = (line) => process.stdout.write(line)): Log {
  const enabled = logLevels.slice(0, logLevels.indexOf(level) + 1);
  const at = (own: LogLevel) => (message: string, fields?: Fields) => {
    if (!enabled.includes(own)) return;
    write(`${JSON.stringify({ timestamp: new Date().toISOString(), level: own, message, ...fields })}\n`);
  };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

/** What a log line says of an error: message, stack and causes are not enumerable, so JSON would drop them. */
export function describeError(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: String(error) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? { code: error.code } : {};
  return { error: { name, message, ...code, stack, ...(cause === undefined ? {} : { cause: describeError(cause) }) } };
}
