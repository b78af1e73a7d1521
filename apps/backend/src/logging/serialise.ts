import { isSecretName, redactText } from './redact.ts';

/** Longer text is cut: a line has to fit into what collectors take, and a file into its pieces. */
const longestText = 8_192;
/** Characters of a whole line, about. */
const longestLine = 65_536;
const deepest = 6;
const mostItems = 100;

/** What is known on the way down. */
interface Place {
  readonly depth: number;
  readonly seen: ReadonlySet<unknown>;
  /** Characters that the line has left, shared by all places. */
  readonly room: { left: number };
}

/**
 * A value as it may be logged: errors with message, stack and cause, no secret, bounded in size, and nothing that JSON
 * cannot hold. Never throws.
 */
export function serialise(value: unknown): unknown {
  return at(value, { depth: 0, seen: new Set(), room: { left: longestLine } });
}

function at(value: unknown, place: Place): unknown {
  if (place.room.left <= 0) return '[too long]';
  place.room.left -= 1;
  if (typeof value === 'string') return text(value, place);
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || typeof value === 'symbol') return value.toString();
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '[function]' : value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof URL) return text(value.href, place);
  if (place.seen.has(value)) return '[circular]';
  if (place.depth >= deepest) return '[too deep]';
  const inside = { ...place, depth: place.depth + 1, seen: new Set(place.seen).add(value) };
  if (value instanceof Error) return ofError(value, inside);
  if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => at(item, inside));
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`;
  return fields(value, Object.keys(value), inside);
}

function ofError(error: Error, place: Place) {
  const { name, message, stack, cause } = error;
  // Drivers hang whole connections, with their passwords, onto errors.
  const plain = Object.keys(error).filter((key) => {
    const field = read(error, key);
    return !standardFields.has(key) && (typeof field !== 'object' || field === null);
  });
  return {
    name,
    message: at(message, place),
    stack: at(stack, place),
    // An aggregate of errors, as a failed connection to several addresses throws it.
    ...('errors' in error ? { errors: at(error.errors, place) } : {}),
    ...(cause === undefined ? {} : { cause: at(cause, place) }),
    ...fields(error, plain, place),
  };
}

const standardFields = new Set(['name', 'message', 'stack', 'cause', 'errors']);

function fields(value: object, keys: readonly string[], place: Place) {
  const result: Record<string, unknown> = {};
  for (const key of keys.slice(0, mostItems)) {
    place.room.left -= key.length;
    // A plain assignment of this name would set the prototype.
    if (key === '__proto__') continue;
    result[key] = isSecretName(key) ? '[redacted]' : at(read(value, key), place);
  }
  return result;
}

/** A getter may throw, and what is logged because of a failure must not become another one. */
function read(value: object, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    return '[unreadable]';
  }
}

function text(value: string, { room }: Place): string {
  const limit = Math.min(longestText, room.left);
  // What begins before the cut and ends behind it is still recognised; searching all of a huge text would take too long.
  const redacted = redactText(value.slice(0, 2 * longestText));
  const isCut = redacted.length > limit || value.length > 2 * longestText;
  room.left -= Math.min(redacted.length, limit);
  return isCut ? `${redacted.slice(0, limit)}… (${value.length} characters)` : redacted;
}
