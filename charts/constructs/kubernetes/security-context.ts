import type { k8s } from 'cdk8s-plus-28';
import type { Plain } from './plain.ts';

/**
 * Numeric user and group of every pod: numeric so that the kubelet can prove `runAsNonRoot`, above 10000 so that it
 * meets no account of the node.
 */
export const unprivilegedId = 10001;

/** Pod-level half of the Pod Security Standard `restricted`. */
export const podSecurityContext: Plain<k8s.PodSecurityContext> = {
  runAsNonRoot: true,
  runAsUser: unprivilegedId,
  runAsGroup: unprivilegedId,
  fsGroup: unprivilegedId,
  // Changing the group of every file at each mount takes minutes on a large volume; do it only where it is wrong.
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Container-level half of `restricted`, and a root file system that cannot be written. */
export const containerSecurityContext: Plain<k8s.SecurityContext> = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
};
