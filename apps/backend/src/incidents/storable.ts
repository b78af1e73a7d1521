import { z } from 'zod';

/**
 * Text that PostgreSQL can hold. It refuses NUL characters and halves of surrogate pairs, and an alert must not fail for
 * ever because of one.
 */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd');
}

/** The same, and no longer than so many characters: what is stored is sent to everybody who looks. */
export function shortened(text: string, longest: number): string {
  return text.length > longest ? storable(`${text.slice(0, longest - 1)}…`) : storable(text);
}

/**
 * A point in time that PostgreSQL can hold as well: RFC 3339, in any offset. Nanoseconds are kept where it is in UTC, as
 * Alertmanager writes it.
 */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine((text) => !text.startsWith('0000') && !Number.isNaN(Date.parse(text)), 'is no date of ours')
  .transform((text) => (text.endsWith('Z') ? text : new Date(text).toISOString()));
