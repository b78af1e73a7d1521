import { elsewhere, named, namespace } from './workload-subjects.ts';

/** StatefulSets with a volume. */
export const owners = ['arq-postgres', 'arq-redis'] as const;

/** The volume of the first pod. */
export function claimOf(workload: string): string {
  return `data-${workload}-0`;
}

/** A series of a volume as the kubelet tells it whose node has it mounted. */
export function ofVolume(
  workload: string,
  metric: string,
  values: string,
  labels: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const of = { namespace, persistentvolumeclaim: claimOf(workload), job: 'kubelet', instance: '10.0.0.1:10250' };
  return { [named(metric, { ...of, ...labels })]: values };
}

/** The same series of two nodes, as after a pod has moved. */
export function ofTwoNodes(
  workload: string,
  metric: string,
  [first, second]: readonly [string, string],
): Record<string, string> {
  return {
    ...ofVolume(workload, metric, first),
    ...ofVolume(workload, metric, second, { instance: '10.0.0.2:10250' }),
  };
}

/** The same series of another volume in the namespace, and of the same one in another namespace. */
export function ofOtherVolumes(workload: string, metric: string, values: string): Record<string, string> {
  return {
    ...ofVolume('arq-neighbour', metric, values),
    ...ofVolume(workload, metric, values, { namespace: elsewhere }),
  };
}
