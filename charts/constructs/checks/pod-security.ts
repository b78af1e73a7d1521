import type { Check } from './check.ts';
import { title } from './model.ts';
import { baselineViolations } from './pod-security-baseline.ts';
import { restrictedViolations } from './pod-security-restricted.ts';

type Loose = any;

/**
 * A pod that Pod Security admission would refuse in a `restricted` namespace. A refused pod of a Deployment fails long
 * after the apply has succeeded, as an event on a ReplicaSet; here it fails at synth.
 */
export const podSecurity: Check = ({ workloads }) =>
  workloads.flatMap((workload) =>
    podSecurityViolations(workload.annotations, workload.pod).map(
      (violation) => `${workload.path}: ${title(workload)} violates Pod Security "restricted": ${violation}`,
    ),
  );

/**
 * What a pod violates of the Pod Security Standard `restricted`,
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/. Its versions differ; a pod passes if every
 * Kubernetes from 1.28 on admits it. `scripts/scorers/pod-security-fixtures.mjs` holds this against the fixtures of
 * Kubernetes itself.
 */
export function podSecurityViolations(annotations: Readonly<Record<string, string>>, pod: Loose): string[] {
  return [...baselineViolations(annotations, pod), ...restrictedViolations(pod)];
}
