import { inspect } from 'node:util';
import type { AuditLog } from '../../../src/auth/index.ts';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly meta: Record<string, unknown>;
}

/** Keeps what was logged. */
export class CapturedLog implements AuditLog {
  readonly lines: LogLine[] = [];

  info(message: string, meta: object = {}): void {
    this.lines.push({ level: 'info', message, meta: { ...meta } });
  }

  warn(message: string, meta: object = {}): void {
    this.lines.push({ level: 'warn', message, meta: { ...meta } });
  }

  error(message: string, meta: object = {}): void {
    this.lines.push({ level: 'error', message, meta: { ...meta } });
  }

  of(event: string): LogLine[] {
    return this.lines.filter(({ meta }) => meta['event'] === event);
  }

  /** Everything, with what errors carry in them. */
  text(): string {
    return inspect(this.lines, { depth: 20, maxStringLength: null, maxArrayLength: null, showHidden: true });
  }
}
