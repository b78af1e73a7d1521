import type { k8s } from 'cdk8s-plus-28';
import type { Plain } from '../kubernetes/plain.ts';

/** Variables of a container, in an order that does not depend on the order of declaration. */
export function environmentVariables(variables: Readonly<Record<string, string>>): Plain<k8s.EnvVar>[] {
  return Object.entries(variables)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}
