import { z } from 'zod';
import { Instant } from './storable.ts';

/** Where a page ended: start and id of its last incident. */
export interface Cursor {
  /** With microseconds, which a Date would drop. */
  readonly startedAt: string;
  readonly id: string;
}

const Content = z.tuple([Instant, z.uuid()]);

/** Callers need not know what is in it, so it may change. */
export function encodeCursor({ startedAt, id }: Cursor): string {
  return Buffer.from(JSON.stringify([startedAt, id])).toString('base64url');
}

/** A cursor as a parameter of a query. */
export const CursorParameter = z
  .string()
  .max(200)
  .transform((value, context): Cursor => {
    try {
      const [startedAt, id] = Content.parse(JSON.parse(Buffer.from(value, 'base64url').toString()));
      return { startedAt, id };
    } catch {
      context.addIssue({ code: 'custom', message: 'is not a cursor that this API gave' });
      return z.NEVER;
    }
  })
  .meta({ description: 'nextCursor of the page before' });
