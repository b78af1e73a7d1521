import type { k8s } from 'cdk8s-plus-28';
import type { Plain } from '../kubernetes/plain.ts';

/** How a pod ends without losing a request. */
export interface Shutdown {
  /**
   * Seconds between being taken out of the Services and SIGTERM. Every proxy of the cluster needs that long to learn
   * of it; 5 is common, more with a load balancer outside of the cluster.
   */
  readonly preStopSeconds: number;
  /** Seconds after SIGTERM within which the program finishes open requests and exits. */
  readonly drainSeconds: number;
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

/** The hook that delays SIGTERM. */
export function preStopHook({ preStopSeconds, preStopCommand }: Shutdown): Plain<k8s.LifecycleHandler> {
  return { exec: { command: preStopCommand ?? ['sleep', String(preStopSeconds)] } };
}

/** Seconds until SIGKILL: more than the wait and the drain together. */
export function terminationGracePeriodSeconds({ preStopSeconds, drainSeconds, marginSeconds = 5 }: Shutdown): number {
  return preStopSeconds + drainSeconds + marginSeconds;
}
