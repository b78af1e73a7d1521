import type { k8s } from 'cdk8s-plus-28';
import { ConfigurationError } from '../errors.ts';
import type { Plain } from '../kubernetes/plain.ts';

/** How far a workload scales by itself, and on what. */
export interface Autoscaling {
  /** Pods at the least, 2 or more: with one, each node drain is an outage. */
  readonly min: number;
  /** Pods at the most. */
  readonly max: number;
  /**
   * Average CPU use, in percent of the request, to scale towards.
   * @default 70: room for the time that a new pod takes to become ready
   */
  readonly cpuUtilization?: number;
  /**
   * Average memory use, in percent of the request, to scale towards.
   * @default 80: memory grows slower than load, so less room is needed
   */
  readonly memoryUtilization?: number;
  /**
   * Seconds for which a lower need must last before pods go.
   * @default 300: longer than the pause between two peaks of ordinary traffic
   */
  readonly scaleDownStabilizationSeconds?: number;
}

/** A fixed number of pods, or a range to scale in. */
export type Replicas = number | Autoscaling;

/** The most pods that may run. */
export function maximumReplicas(replicas: Replicas): number {
  return typeof replicas === 'number' ? replicas : replicas.max;
}

/** @throws ConfigurationError if no workload could run so, naming `place` */
export function validateReplicas(replicas: Replicas, place: string): void {
  const whole = (value: number, least: number) => Number.isInteger(value) && value >= least;
  if (typeof replicas === 'number') {
    if (whole(replicas, 1)) return;
    throw new ConfigurationError(`${place}: ${replicas} replicas are impossible; name a whole number from 1`);
  }
  const { min, max } = replicas;
  if (!whole(min, 2) || !whole(max, min)) {
    throw new ConfigurationError(
      `${place}: autoscaling from ${min} to ${max} is impossible; both are whole numbers, min is 2 or more and not above max`,
    );
  }
}

/** The `spec` of an autoscaler for a workload. */
export function autoscalerSpec(
  scaleTargetRef: Plain<k8s.CrossVersionObjectReferenceV2>,
  scaling: Autoscaling,
): Plain<k8s.HorizontalPodAutoscalerSpecV2> {
  const { min, max, cpuUtilization = 70, memoryUtilization = 80, scaleDownStabilizationSeconds = 300 } = scaling;
  const metric = (name: string, averageUtilization: number) => ({
    type: 'Resource',
    resource: { name, target: { type: 'Utilization', averageUtilization } },
  });
  return {
    scaleTargetRef,
    minReplicas: min,
    maxReplicas: max,
    metrics: [metric('cpu', cpuUtilization), metric('memory', memoryUtilization)],
    behavior: {
      // Peaks are answered at once, at most doubling, so that a measuring error does not start everything.
      scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Percent', value: 100, periodSeconds: 30 }] },
      // One pod a minute: a wrong decision costs one pod, not half of them.
      scaleDown: {
        stabilizationWindowSeconds: scaleDownStabilizationSeconds,
        policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
      },
    },
  };
}
