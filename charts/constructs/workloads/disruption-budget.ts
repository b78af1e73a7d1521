import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Labels } from '../kubernetes/labels.ts';
import { Manifest } from '../kubernetes/manifest.ts';
import type { Plain } from '../kubernetes/plain.ts';

/**
 * Lets a drain take one pod at a time. A pod that is not ready may always go: it serves nobody, and a broken release
 * must not hold up the maintenance of a node.
 */
export function disruptionBudget(scope: Construct, metadata: Plain<k8s.ObjectMeta>, selector: Labels): Manifest {
  return new Manifest<Plain<k8s.KubePodDisruptionBudgetProps>>(
    scope,
    'PodDisruptionBudget',
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
    {
      metadata,
      spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: selector } },
    },
  );
}
