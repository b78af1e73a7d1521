import type { k8s } from 'cdk8s-plus-28';
import type { Plain } from '../kubernetes/plain.ts';

/** How a pod ends without losing a request. */
export interface Shutdown {
  /**
   * Seconds between being taken out of the Services and SIGTERM; 0 where nobody is sent to the pods by a Service.
   * @default 5: every proxy of the cluster has learnt of it by then; a load balancer outside of it may take longer
   */
  readonly preStopSeconds?: number;
  /**
   * Seconds after SIGTERM within which the program finishes open requests and exits.
   * @default 20: with the wait before and the margin after it, Kubernetes' usual 30 seconds
   */
  readonly drainSeconds?: number;
  /**
   * Command that waits. The native `sleep` action would need no program in the image, but API servers before 1.30 refuse
   * it.
   * @default `sleep <preStopSeconds>`; name another one for images without a shell's tools
   */
  readonly preStopCommand?: readonly string[];
  /**
   * Seconds to spare before SIGKILL.
   * @default 5: closing pools and flushing logs
   */
  readonly marginSeconds?: number;
}

/** The times of a shutdown, with those that were left out. */
export function shutdownTimes({ preStopSeconds = 5, drainSeconds = 20, marginSeconds = 5 }: Shutdown) {
  return { preStopSeconds, drainSeconds, marginSeconds };
}

/** The hook that delays SIGTERM, as a field of the container; none where there is nothing to wait for. */
export function preStopHook(shutdown: Shutdown): Pick<Plain<k8s.Container>, 'lifecycle'> {
  const { preStopSeconds } = shutdownTimes(shutdown);
  if (preStopSeconds === 0) return {};
  return {
    lifecycle: { preStop: { exec: { command: shutdown.preStopCommand ?? ['sleep', String(preStopSeconds)] } } },
  };
}

/** Seconds until SIGKILL: more than the wait and the drain together. */
export function terminationGracePeriodSeconds(shutdown: Shutdown): number {
  const { preStopSeconds, drainSeconds, marginSeconds } = shutdownTimes(shutdown);
  return preStopSeconds + drainSeconds + marginSeconds;
}
