/** Names of fields whose values are never logged, however they are spelt. */
const secretName =
  /pass(word|wd|phrase)?$|^pwd$|secret|token|authorization|cookie|api[-_]?key|private[-_]?key|credential|verifier/i;

/** Values that give themselves away: bearer tokens, JSON Web Tokens, passwords in URLs, private keys. */
const secretValues: readonly [RegExp, string][] = [
  [/\b(bearer|basic)\s+[\w.~+/-]+=*/gi, '$1 [redacted]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[redacted]'],
  // A password may hold an @ itself: the last one ends it.
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]*):[^\s/]+@/gi, '$1:[redacted]@'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, '[redacted]'],
];

const mayHoldSecret = /bearer|basic|eyJ|:\/\/|PRIVATE KEY/i;

/** Text without what looks like a secret. */
export function redactText(text: string): string {
  // Nearly no line holds one, and each line would pay for four searches.
  if (!mayHoldSecret.test(text)) return text;
  return secretValues.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/** Most lines have the same few names. */
const knownNames = new Map<string, boolean>();
const mostKnownNames = 1_000;

export function isSecretName(name: string): boolean {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const isSecret = secretName.test(name);
  if (knownNames.size < mostKnownNames) knownNames.set(name, isSecret);
  return isSecret;
}
