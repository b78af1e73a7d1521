import type { Check } from './check.ts';
import { type Entry, title } from './model.ts';

/** A Secret with data, or anything that looks like a credential: Git never forgets it. */
export const secretsInManifests: Check = ({ entries }) =>
  entries.flatMap((entry) => {
    const { object, path } = entry;
    if (object.kind === 'Secret' && (size(object.data) > 0 || size(object.stringData) > 0)) {
      return [`${path}: ${title(entry)} holds data; declare an ExternalSecret, or name an existing Secret`];
    }
    return credentialsIn(object).map(
      ({ place, reason }) => `${path}: ${place} of ${title(entry)} looks like ${reason}; move it into a Secret`,
    );
  });

/** How configuration files assign: `name = value`, `name: value`, `"name":"value"`. */
const assign = String.raw`(?:["']?[ \t]*(?:=|:[ \t])[ \t]*["']?|["']:["'])`;
/** What stands there in clear: no variable, template or markup, no word for nothing, no path of a mounted file. */
const literal = String.raw`(?!(?:null|none|true|false)\b|/(?:run|var|etc|mnt|opt|vault)/)[^\s"'$<>{}%]{4,}`;

/** What credentials look like wherever they stand. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----/, 'a private key'],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/?#@{$]+@/i, 'a URL with a password'],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/\b(gh[oprsu]|github_pat)_\w{20,}/, 'a GitHub token'],
  [/\bglpat-[\w-]{20,}/, 'a GitLab token'],
  [/\bxox[abprs]-[\w-]{10,}/, 'a Slack token'],
  [/\bhooks\.slack\.com\/services\/\w+\/\w+/, 'a Slack webhook'],
  [/\bAIza[\w-]{35}(?![\w-])/, 'a Google API key'],
  [/\b[rs]k_live_\w{16,}/, 'a Stripe key'],
  [/\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/, 'a JSON Web Token'],
  [/(^\s*|--)(requirepass|masterauth)\s+["']?[^\s"'$<{]/m, 'a Redis password'],
  [/\bredis-cli\b[^\n|;&]*\s(-a|--pass)\s+["']?[^\s"'$]/, 'a Redis password'],
  [/^\s*user\s+\S+\s(.*\s)?>[^\s{$]/m, 'a Redis password'],
  [/\bPASSWORD\s+'[^'$]+'/i, 'a password in a statement'],
  [new RegExp(String.raw`\bauthorization["']?\s*[:=]\s*["']?(?:basic|bearer)\s+${literal}`, 'i'), 'an authorization'],
  [
    new RegExp(String.raw`(?:\b|_)(?:password|passwd|secret|token|api_?key)${assign}${literal}`, 'i'),
    'a password in a text',
  ],
  [new RegExp(`[a-z](?:Password|ApiKey)${assign}${literal}`), 'a password in a text'],
];

/** Names whose literal value would be a credential. */
const secretName =
  /(PASSWORD|PASSWD|PASSPHRASE|[-_](PASS|PWD)|SECRET|TOKEN|(API|ACCESS|PRIVATE|SECRET|ENCRYPTION|SIGNING)[-_]?KEY|SECRET_KEY_BASE|CREDENTIALS?|REQUIREPASS|MASTERAUTH|^AUTHORIZATION)$/i;

/** What stands under such a name without being one: a switch, a reference, a template, the path of a file. */
const harmless = /^(|true|false|yes|no|on|off|\$\(\w+\)|\s*\{\{.*\}\}\s*|(\/[\w.-]+){2,})$/is;

interface Suspicion {
  readonly place: string;
  readonly reason: string;
}

/** Fields of the API that are named like credentials and hold names of objects. */
const referenceFields = new Set(['secret', 'configSecret', 'existingSecret', 'secretKey']);
/** The same as an annotation, as in `nginx.ingress.kubernetes.io/auth-secret`. */
const referenceAnnotation = /\/[\w.-]*secret$/;

function credentialsIn(object: unknown): Suspicion[] {
  const found: Suspicion[] = [];
  visit(object, [], undefined, found);
  return found;
}

/** @param place where `value` is; it is changed on the way and put right again */
function visit(value: unknown, place: string[], variable: string | undefined, found: Suspicion[]): void {
  if (typeof value === 'string') {
    const reason = reasonOf(value, variable);
    if (reason !== undefined) found.push({ place: describe(place, variable), reason });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  // An environment variable is a pair of name and value; its name tells what the value is.
  const name = 'name' in value && 'value' in value ? String(value.name) : undefined;
  for (const [key, item] of Object.entries(value)) {
    place.push(key);
    // Of two arguments the first may be the name of the second.
    if (Array.isArray(value)) visit(item, place, option(value[Number(key) - 1]), found);
    else visit(item, place, key === 'value' ? name : key, found);
    place.pop();
  }
}

function describe(place: readonly string[], name: string | undefined): string {
  return name === undefined || name === place.at(-1) ? place.join('.') : `${place.join('.')} (${name})`;
}

function option(argument: unknown): string | undefined {
  return typeof argument === 'string' && /^--?[\w-]+$/.test(argument) ? argument.replace(/^-+/, '') : undefined;
}

function reasonOf(text: string, name: string | undefined): string | undefined {
  const shape = shapeOf(text);
  if (shape !== undefined) return shape;
  if (name === undefined || !isSecretName(name) || harmless.test(text) || option(text) !== undefined) return undefined;
  return 'a credential by its name';
}

/** Most texts and names are there many times: a label stands in every object. */
const shapeOf = once((text) => shapes.find(([pattern]) => pattern.test(text))?.[1]);
const isSecretName = once(
  (name) => secretName.test(name) && !referenceFields.has(name) && !referenceAnnotation.test(name),
);

function once<Result>(find: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined || results.has(text)) return known as Result;
    const result = find(text);
    results.set(text, result);
    return result;
  };
}

const size = (data: Entry['object'] | undefined) => Object.keys(data ?? {}).length;
