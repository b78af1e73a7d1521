import { ConfigurationError } from '../../errors.ts';

/**
 * @returns `file` if it is the absolute path of a file, from which Alertmanager reads a secret at each use
 * @throws ConfigurationError naming `place`; of what may be a secret it shows the beginning only
 */
export function requireSecretFile(file: string, place: string): string {
  if (/^\/(?!\/)\S*[^\s/]$/.test(file)) return file;
  throw new ConfigurationError(
    `${place}: "${beginning(file)}" is not the absolute path of a file; put the secret itself into a file, and name that ` +
      'one here, as in "/etc/alertmanager/secrets/receivers/slack-url"',
  );
}

/** Enough of a value to find it by, too little of a secret to use it. */
export function beginning(value: string): string {
  return value.length > 12 ? `${value.slice(0, 12)}…` : value;
}
