import { isSecretName, redactText } from './redact.ts';

/** Longer text is cut: a line has to fit into what collectors take, and a file into its pieces. */
const longestText = 8_192;
const deepest = 6;
const mostItems = 100;

/**
 * A value as it may be logged: errors with message, stack and cause, no secret, bounded in size, and nothing that JSON
 * cannot hold.
 */
export function serialise(value: unknown, depth = 0, seen: ReadonlySet<unknown> = new Set()): unknown {
  if (typeof value === 'string') return shorten(redactText(value));
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '[function]' : value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof URL) return redactText(value.href);
  if (seen.has(value)) return '[circular]';
  if (depth >= deepest) return '[too deep]';
  const inside = new Set(seen).add(value);
  if (value instanceof Error) return serialiseError(value, depth, inside);
  if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => serialise(item, depth + 1, inside));
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`;
  return serialiseFields(Object.entries(value), depth, inside);
}

function serialiseError(error: Error, depth: number, seen: ReadonlySet<unknown>) {
  const { name, message, stack, cause, ...rest } = error as Error & Record<string, unknown>;
  return {
    name,
    message: serialise(message),
    stack: serialise(stack),
    // An aggregate of errors, as a failed connection to several addresses throws it.
    ...('errors' in error ? { errors: serialise(error.errors, depth + 1, seen) } : {}),
    ...(cause === undefined ? {} : { cause: serialise(cause, depth + 1, seen) }),
    ...serialiseFields(
      // Drivers hang whole connections, with their passwords, onto errors.
      Object.entries(rest).filter(([key, field]) => key !== 'errors' && (typeof field !== 'object' || field === null)),
      depth,
      seen,
    ),
  };
}

function serialiseFields(entries: readonly [string, unknown][], depth: number, seen: ReadonlySet<unknown>) {
  return Object.fromEntries(
    entries
      .slice(0, mostItems)
      .map(([key, field]) => [key, isSecretName(key) ? '[redacted]' : serialise(field, depth + 1, seen)]),
  );
}

function shorten(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}… (${text.length} characters)` : text;
}
