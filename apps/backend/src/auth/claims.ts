/** Claims of an ID token or of the user info. */
export type Claims = Readonly<Record<string, unknown>>;

const longestName = 200;

/**
 * Value of a claim; dots lead into objects. A claim whose own name has dots, as providers write URLs, wins.
 */
export function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Claims)[key]
      : undefined;
  }, claims);
}

/** Roles from an array, or from text with spaces or commas between them. Anything else is no role. */
export function rolesFrom(value: unknown): string[] {
  const roles = typeof value === 'string' ? value.split(/[\s,]+/) : Array.isArray(value) ? value : [];
  return [...new Set(roles.filter((role): role is string => typeof role === 'string' && role !== ''))];
}

/** What to call somebody in front of others: no address or subject as long as there is a name. */
export function nameFrom(claims: Claims): string | undefined {
  return ['name', 'preferred_username', 'nickname', 'email']
    .map((claim) => claims[claim])
    .map((value) => (typeof value === 'string' ? printable(value) : ''))
    .find((name) => name !== '');
}

/** Names end up in the log and in timelines. */
function printable(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, longestName);
}
