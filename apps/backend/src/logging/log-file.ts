import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { Writable } from 'node:stream';
import type { Logger } from './logger.ts';

const pieceBytes = 5 * 1024 * 1024;
const pieces = 5;

/**
 * A file that rotates: `backend.log` is the newest piece, `backend1.log` the one before. At its first failure it is given
 * up, and standard output goes on.
 *
 * Written at once, since winston's own waits for a full disk for ever, and standard output waits with it.
 */
export class LogFile extends Writable {
  private readonly path: string;
  private readonly warn: Logger['warn'];
  /** `undefined` before the first line and after a failure. */
  private file: { readonly descriptor: number; bytes: number } | undefined;
  private hasFailed = false;

  /** @param warn writes a warning to the log */
  constructor(path: string, warn: Logger['warn']) {
    // Whole lines, as text.
    super({ decodeStrings: false });
    this.path = path;
    this.warn = warn;
  }

  override _write(line: string, _encoding: string, done: () => void): void {
    if (!this.hasFailed) this.append(Buffer.from(line));
    done();
  }

  private append(line: Buffer): void {
    try {
      this.file ??= this.open();
      if (this.file.bytes > 0 && this.file.bytes + line.length > pieceBytes) this.file = this.rotate();
      writeFileSync(this.file.descriptor, line);
      this.file.bytes += line.length;
    } catch (error) {
      this.hasFailed = true;
      this.warn('the log file cannot be written, so the log goes to standard output only', { path: this.path, error });
    }
  }

  private open() {
    mkdirSync(dirname(this.path), { recursive: true });
    const descriptor = openSync(this.path, 'a');
    return { descriptor, bytes: fstatSync(descriptor).size };
  }

  private rotate() {
    if (this.file) closeSync(this.file.descriptor);
    this.file = undefined;
    for (let piece = pieces - 1; piece >= 1; piece -= 1) {
      try {
        renameSync(this.piece(piece - 1), this.piece(piece));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
    return this.open();
  }

  private piece(number: number): string {
    const { dir, name, ext } = parse(this.path);
    return number === 0 ? this.path : join(dir, `${name}${number}${ext}`);
  }
}
