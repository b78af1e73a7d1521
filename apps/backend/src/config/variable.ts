import { isIP } from 'node:net';
import { z } from 'zod';

/** An environment variable that the backend reads. */
export interface Variable<T = unknown> {
  /** What it is for, in half a sentence. */
  readonly about: string;
  /** A valid value, for error messages and the documentation. */
  readonly example: string;
  /** Takes the text; an empty variable counts as one that is not set. */
  readonly schema: z.ZodType<T, string | undefined>;
  /** The value may come from the file that `<NAME>_FILE` names instead, and is never printed. */
  readonly secret?: boolean;
}

/** Checks the type of one entry and keeps it. */
export function variable<T>(entry: Variable<T>): Variable<T> {
  return entry;
}

/** Text that has a default or may be missing. */
export const text = z.string().trim().min(1, 'is blank');

/** A whole number between two bounds, both included. */
export function integer(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .pipe(z.number().min(minimum, `is below ${minimum}`).max(maximum, `is above ${maximum}`));
}

export const port = integer(1, 65_535);

/** A URL of one of the schemes, such as `https:`. */
export function url(...schemes: readonly string[]) {
  return z.string().transform((value, context) => {
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    if (parsed && schemes.includes(parsed.protocol)) return parsed;
    context.addIssue({ code: 'custom', message: `is not a URL of the scheme ${schemes.join(' or ')}` });
    return z.NEVER;
  });
}

/** Values separated by commas. */
export const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** Names for networks that Express knows. */
const namedNetworks = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** An address, a network such as `10.0.0.0/8`, or one of Express' names. */
export const network = z.string().refine((value) => {
  const [address = '', prefix, ...more] = value.split('/');
  if (namedNetworks.has(value)) return true;
  if (isIP(address) === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (isIP(address) === 4 ? 32 : 128));
}, 'names something that is neither an address nor a network');

/** `true` or `false`. */
export const flag = z.enum(['true', 'false'], 'is neither true nor false').transform((value) => value === 'true');
