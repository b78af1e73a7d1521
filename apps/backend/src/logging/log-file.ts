import { accessSync, closeSync, constants, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import winston from 'winston';
import type { Logger } from './logger.ts';

const pieceBytes = 5 * 1024 * 1024;
const pieces = 5;

/**
 * Adds a file that rotates. winston throws where the file cannot be opened and stalls where it cannot be written, so it is
 * tried first and taken out at its first failure; standard output goes on.
 * @param warn writes a warning to the log
 */
export function logFile(logger: winston.Logger, path: string, warn: Logger['warn']): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, 'a'));
    accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    warn('the log file cannot be written, so the log goes to standard output only', { path, error });
    return;
  }
  const transport = new winston.transports.File({
    filename: path,
    maxsize: pieceBytes,
    maxFiles: pieces,
    tailable: true,
  });
  let failed = false;
  const giveUp = (error: unknown) => {
    if (failed) return;
    failed = true;
    logger.remove(transport);
    warn('the log file failed, so the log goes to standard output only', { path, error });
  };
  transport.on('error', giveUp);
  logger.on('error', giveUp);
  logger.add(transport);
}
