import type { k8s } from 'cdk8s-plus-28';
import type { Plain } from '../kubernetes/plain.ts';
import type { SecretRequirement } from '../secrets/secret-source.ts';
import type { Volumes } from './volumes.ts';

/** How a workload reads a Secret of its own. */
export interface SecretUse {
  /** Name of the Secret. */
  readonly name: string;
  /**
   * Keys as files, by the variable that holds the file's path. Prefer it: a rotated value arrives without a restart.
   * @default none
   */
  readonly files?: Readonly<Record<string, string>>;
  /**
   * Keys as environment variables, by variable, for programs that read nothing else. A rotated value arrives with the
   * next restart.
   * @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Somebody else creates it, whatever the environment's source is.
   * @default false: the environment's source provides it
   */
  readonly existing?: boolean;
}

/** What must exist for a Secret to be used so. */
export function requirementOf({ name, files = {}, environment = {}, existing }: SecretUse): SecretRequirement {
  return { name, keys: [...new Set([...Object.values(files), ...Object.values(environment)])].sort(), existing };
}

/** Mounts the files. Returns the variables with their paths. */
export function mountSecretFiles({ name, files = {} }: SecretUse, volumes: Volumes): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([variable, key]) => [variable, volumes.secret(name, key)]));
}

/** The variables that hold values. */
export function secretVariables({ name, environment = {} }: SecretUse): Plain<k8s.EnvVar>[] {
  return Object.entries(environment)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([variable, key]) => ({ name: variable, valueFrom: { secretKeyRef: { name, key } } }));
}
