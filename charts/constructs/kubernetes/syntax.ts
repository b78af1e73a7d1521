import { ConfigurationError } from '../errors.ts';

const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const labelName = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** RFC 1123 label: the syntax of Namespace, container and volume names. */
export function isDnsLabel(name: string): boolean {
  return name.length <= 63 && dnsLabel.test(name);
}

/** RFC 1123 subdomain: the syntax of most object names and of host names. */
export function isDnsSubdomain(name: string): boolean {
  return name.length <= 253 && name.split('.').every(isDnsLabel);
}

/** A label's value: at most 63 letters, digits, `-`, `_` and `.`. */
export function isLabelValue(value: string): boolean {
  return value.length <= 63 && labelValue.test(value);
}

/** The key of a label or annotation: an optional DNS prefix and a name of at most 63 characters. */
export function isLabelKey(key: string): boolean {
  const parts = key.split('/');
  const name = parts.at(-1) as string;
  const prefix = parts.length > 1 ? (parts[0] as string) : undefined;
  return (
    parts.length <= 2 && name.length <= 63 && labelName.test(name) && (prefix === undefined || isDnsSubdomain(prefix))
  );
}

/**
 * @returns `name` if it is an RFC 1123 label
 * @throws ConfigurationError naming `place`
 */
export function requireDnsLabel(name: string, place: string): string {
  if (isDnsLabel(name)) return name;
  throw new ConfigurationError(
    `${place}: "${name}" is not a valid name; use at most 63 lower-case letters, digits and "-", as in "shop-web"`,
  );
}

/**
 * @returns `name` if it may name a Service (RFC 1035: a label that begins with a letter), and with it everything else
 * @throws ConfigurationError naming `place`
 */
export function requireServiceName(name: string, place: string): string {
  if (/^[a-z]/.test(name)) return requireDnsLabel(name, place);
  throw new ConfigurationError(
    `${place}: "${name}" is not a valid name; begin with a lower-case letter, as in "shop-web"`,
  );
}

/**
 * @returns `host` if it is a fully qualified host name
 * @throws ConfigurationError naming `place`
 */
export function requireHostName(host: string, place: string): string {
  if (isDnsSubdomain(host) && (host.includes('.') || host === 'localhost') && !/^[\d.]+$/.test(host)) return host;
  throw new ConfigurationError(
    `${place}: "${host}" is not a host name; write it without scheme, port or path, as in "shop.example.com"`,
  );
}
