import type { Check } from './check.ts';
import { type Entry, title } from './model.ts';

/** A Secret with data, or anything that looks like a credential: Git never forgets it. */
export const secretsInManifests: Check = ({ entries }) =>
  entries.flatMap((entry) => {
    const { object, path } = entry;
    if (object.kind === 'Secret' && (size(object.data) > 0 || size(object.stringData) > 0)) {
      return [`${path}: ${title(entry)} holds data; declare an ExternalSecret, or name an existing Secret`];
    }
    return credentialsIn(object, [], undefined).map(
      ({ place, reason }) => `${path}: ${place} of ${title(entry)} looks like ${reason}; move it into a Secret`,
    );
  });

/** What credentials look like wherever they stand. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@{$]+@/i, 'a URL with a password'],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/\b(ghp|gho|ghs|ghr|github_pat)_\w{20,}/, 'a GitHub token'],
  [/\bglpat-[\w-]{20,}/, 'a GitLab token'],
  [/\bxox[abprs]-[\w-]{10,}/, 'a Slack token'],
  [/\bhooks\.slack\.com\/services\/\w+\/\w+/, 'a Slack webhook'],
  [/\bAIza[\w-]{35}\b/, 'a Google API key'],
  [/\bsk_live_\w{16,}/, 'a Stripe key'],
  [/\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/, 'a JSON Web Token'],
  [/^\s*(requirepass|masterauth)\s+\S+/m, 'a Redis password'],
  [/\b(password|passwd|secret|token|api_?key)["']?\s*(=|:\s)\s*["']?[^\s"'$<>{}%]{4,}/i, 'a password in a text'],
];

/** Names whose literal value would be a credential. */
const secretName = /(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i;

interface Suspicion {
  readonly place: string;
  readonly reason: string;
}

/** Fields of the API that are named like credentials and hold names of objects. */
const referenceFields = new Set([
  'secret',
  'secretName',
  'existingSecret',
  'secretKey',
  'automountServiceAccountToken',
]);

function credentialsIn(value: unknown, place: readonly string[], variable: string | undefined): Suspicion[] {
  if (typeof value === 'string') return ofText(value, place, variable);
  if (Array.isArray(value))
    return value.flatMap((item, index) => credentialsIn(item, [...place, String(index)], undefined));
  if (value === null || typeof value !== 'object') return [];
  const entries = Object.entries(value);
  // An environment variable is a pair of name and value; its name tells what the value is.
  const name = 'name' in value && 'value' in value ? String(value.name) : undefined;
  return entries.flatMap(([key, item]) => credentialsIn(item, [...place, key], key === 'value' ? name : key));
}

function ofText(text: string, place: readonly string[], name: string | undefined): Suspicion[] {
  const where = name === undefined || name === place.at(-1) ? place.join('.') : `${place.join('.')} (${name})`;
  const shape = shapes.find(([pattern]) => pattern.test(text));
  if (shape) return [{ place: where, reason: shape[1] }];
  const named = name !== undefined && secretName.test(name) && !referenceFields.has(name);
  return named && text !== '' ? [{ place: where, reason: 'a credential by its name' }] : [];
}

const size = (data: Entry['object'] | undefined) => Object.keys(data ?? {}).length;
