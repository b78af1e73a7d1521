import type { SecretSource } from './secret-source.ts';

/**
 * Secrets that somebody else puts into the namespace: a command on a laptop, an administrator, another operator.
 * Nothing is emitted. `Environment.secrets` lists what must exist.
 */
export function existingSecrets(): SecretSource {
  return { provide() {} };
}
