import winston from 'winston';
import { LogFile } from './log-file.ts';
import { currentRequestId } from './request-context.ts';
import { serialise } from './serialise.ts';

/** What the rest of the program writes its log to. Meta fields are free; `error` takes the error itself. */
export interface Logger {
  error(message: string, meta?: object): void;
  warn(message: string, meta?: object): void;
  info(message: string, meta?: object): void;
  debug(message: string, meta?: object): void;
  isDebugEnabled(): boolean;
}

export interface LoggerOptions {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  /** JSON for machines, or coloured lines for people. */
  readonly format: 'json' | 'text';
  /** File that takes the log as well. */
  readonly file?: string | undefined;
  /** On every line. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** A logger that can be ended: what is still in memory is written first. */
export interface RootLogger extends Logger {
  /** Resolves when the last line has been handed over. */
  flush(): Promise<void>;
}

/**
 * Writes to standard output, and to a file where one is named. Neither a full nor a read-only disk stops the program: the
 * log is there for its sake, not the other way round.
 */
export function createLogger({ level, format, file, fields = {} }: LoggerOptions): RootLogger {
  surviveBrokenOutput();
  const logger = winston.createLogger({
    level,
    levels: { error: 0, warn: 1, info: 2, debug: 3 },
    format: winston.format.combine(prepare(fields), format === 'json' ? json() : text()),
    transports: [new winston.transports.Console()],
    exitOnError: false,
  });
  /** Set once nothing more can be written. */
  let flushed: Promise<void> | undefined;
  // As one object: given a message and fields, winston joins a field `message` to the message, and drops all fields of a
  // message with a percent sign.
  const log = (lineLevel: LoggerOptions['level']) => (said: string, meta?: object) => {
    if (!flushed) logger.log({ level: lineLevel, message: said, meta });
  };
  if (file) logger.add(new winston.transports.Stream({ stream: new LogFile(file, log('warn')), eol: '\n' }));
  return {
    error: log('error'),
    warn: log('warn'),
    info: log('info'),
    debug: log('debug'),
    isDebugEnabled: () => level === 'debug',
    flush: () => {
      flushed ??= new Promise<void>((resolve) => {
        logger.once('finish', resolve);
        logger.end();
      }).then(() => handedOver(process.stdout));
      return flushed;
    },
  };
}

/** Whoever reads our output is given this long for what they have not read yet. */
const patienceMilliseconds = 5_000;

/** Resolves when a stream has passed on what was written to it, or cannot. */
async function handedOver(stream: NodeJS.WriteStream): Promise<void> {
  if (!stream.writable) return;
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMilliseconds);
    stream.write('', () => resolve());
  });
  clearTimeout(timer);
}

/** Time, level and message first, then what a line says, then where it belongs. */
const prepare = winston.format((info, fields) => {
  const { level, message: said, meta = {} } = info;
  const requestId = currentRequestId();
  const start = { timestamp: new Date().toISOString(), level, message: serialise(said) };
  const line = {
    ...start,
    ...(serialise(meta) as object),
    // A field of the same name is not to pass for one of these.
    ...start,
    ...(requestId ? { requestId } : {}),
    ...(fields as object),
  };
  // winston hands levels over in symbols, which the copy has to keep.
  for (const symbol of Object.getOwnPropertySymbols(info)) {
    (line as Record<symbol, unknown>)[symbol] = (info as Record<symbol, unknown>)[symbol];
  }
  return line as winston.Logform.TransformableInfo;
});

const message = Symbol.for('message');

const json = winston.format((info) => {
  info[message] = JSON.stringify(info);
  return info;
});

const colourOf: Readonly<Record<string, string>> = { error: '31', warn: '33', info: '32', debug: '36' };

const text = winston.format((info) => {
  const { timestamp, level, message: said, error, ...meta } = info;
  const rest = Object.keys(meta).length > 0 ? ` \u001b[2m${JSON.stringify(meta)}\u001b[0m` : '';
  const stack = error ? `\n${(error as { stack?: string }).stack ?? JSON.stringify(error)}` : '';
  const clock = String(timestamp).slice(11, 23);
  info[message] = `${clock} \u001b[${colourOf[level] ?? '0'}m${level.padEnd(5)}\u001b[0m ${said}${rest}${stack}`;
  return info;
});

let isSurvivor = false;

/** A reader of standard output that went away, or a full disk behind it, is no reason to stop serving. */
function surviveBrokenOutput(): void {
  if (isSurvivor) return;
  isSurvivor = true;
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
}
