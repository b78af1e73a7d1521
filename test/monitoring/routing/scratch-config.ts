import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { AlertmanagerConfig } from '@arq/constructs';
import { seconds } from '../../../charts/constructs/monitoring/duration.ts';
import { toYamlText } from '../../../charts/constructs/synth/yaml.ts';
import type { Installed } from './installed.ts';

/** Where a configuration is tried out. */
export interface Scratch {
  /** Folder for the file itself and the secrets. */
  readonly folder: string;
  /** Addresses of the receivers, without a trailing slash. */
  readonly http: string;
  readonly smtp: string;
  /** Multiplies all time spans. */
  readonly factor: number;
}

/** What is in the files with secrets, by the field that names them. */
export const secretsOf = (http: string) => ({
  api_url_file: `${http}/slack`,
  routing_key_file: 'key-of-the-service',
  auth_password_file: 'password of the sender',
  url_file: `${http}/heartbeat`,
  credentials_file: 'token-of-the-record',
});

/**
 * Writes a configuration down as it is, except for where it leads and how long everything takes.
 * @returns path of the file
 */
export function writeScratchConfig(config: AlertmanagerConfig, scratch: Scratch, program: Installed): string {
  const file = join(scratch.folder, 'alertmanager.yml');
  const changed = change(config, scratch) as object;
  writeFileSync(file, toYamlText(program.readsUrlFiles ? changed : withoutUrlFiles(changed)));
  return file;
}

/** A configuration for an Alertmanager that reads no URL of a webhook from a file: the URL is in it. */
export function withoutUrlFiles(config: object, urlIn = (file: string) => readFileSync(file, 'utf8').trim()): object {
  return JSON.parse(JSON.stringify(config), (_, value) => {
    if (typeof value?.url_file !== 'string') return value;
    const { url_file, ...rest } = value;
    return { ...rest, url: urlIn(url_file) };
  });
}

function change(value: unknown, scratch: Scratch, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => change(item, scratch, key));
  if (typeof value === 'object' && value !== null) {
    const changed = Object.entries(value).map(([name, item]) => [name, change(item, scratch, name)]);
    return { ...Object.fromEntries(changed), ...('routing_key_file' in value && { url: `${scratch.http}/pagerDuty` }) };
  }
  if (/^(?:group_wait|group_interval|repeat_interval)$/.test(key)) {
    return `${Math.round(seconds(String(value), key) * scratch.factor * 1_000)}ms`;
  }
  if (key === 'url') return `${scratch.http}/webhook`;
  if (key === 'smarthost') return scratch.smtp;
  if (key === 'require_tls') return false;
  return /_file$/.test(key) ? secretFile(key, String(value), scratch) : value;
}

function secretFile(field: string, original: string, { folder, http }: Scratch): string {
  const secret = Object.entries(secretsOf(http)).find(([name]) => name === field)?.[1];
  if (secret === undefined) throw new Error(`no secret for ${field}`);
  const file = join(folder, basename(original));
  // Editors end files with a line break, which is ignored but for that of a password before 0.27.
  writeFileSync(file, field === 'auth_password_file' ? secret : `${secret}\n`);
  return file;
}
