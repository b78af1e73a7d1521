import type { KubernetesObject } from '../../../charts/constructs/kubernetes/manifest.ts';

type Status = Record<string, unknown>;

/** A pod whose container runs. */
export function running(pod: KubernetesObject, address: string, isReady: boolean): Status {
  const startedAt = now();
  return {
    phase: 'Running',
    startTime: startedAt,
    ...addresses(address),
    conditions: conditions(isReady, startedAt),
    containerStatuses: [container(pod, isReady, { running: { startedAt } })],
  };
}

/** A pod that waits for its image. */
export function pulling(pod: KubernetesObject, address: string): Status {
  const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image' };
  return {
    phase: 'Pending',
    startTime: now(),
    ...addresses(address),
    conditions: conditions(false, now()),
    containerStatuses: [container(pod, false, { waiting })],
  };
}

/** A pod whose container has ended. */
export function ended(pod: KubernetesObject, exitCode: number): Status {
  const startedAt = pod.status.startTime ?? now();
  const reason = exitCode === 0 ? 'Completed' : 'Error';
  return {
    phase: exitCode === 0 ? 'Succeeded' : 'Failed',
    conditions: conditions(false, now()),
    containerStatuses: [container(pod, false, { terminated: { exitCode, reason, startedAt, finishedAt: now() } })],
  };
}

const addresses = (address: string) => ({
  hostIP: '10.0.0.1',
  hostIPs: [{ ip: '10.0.0.1' }],
  podIP: address,
  podIPs: [{ ip: address }],
});

function conditions(isReady: boolean, lastTransitionTime: string) {
  const condition = (type: string, is: boolean) => ({ type, status: is ? 'True' : 'False', lastTransitionTime });
  return [
    condition('PodScheduled', true),
    condition('Initialized', true),
    condition('ContainersReady', isReady),
    condition('Ready', isReady),
  ];
}

function container({ spec }: KubernetesObject, ready: boolean, state: object) {
  const [{ name, image }] = spec.containers;
  return { name, image, imageID: image, ready, started: ready, restartCount: 0, state };
}

const now = () => `${new Date().toISOString().slice(0, 19)}Z`;
