import type { Alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { type HighCpuUsageThresholds, highCpuUsage } from './container-high-cpu.ts';
import { type HighMemoryUsageThresholds, highMemoryUsage } from './container-high-memory.ts';
import { containerOutOfMemory } from './container-out-of-memory.ts';
import { type ContainerThrottledThresholds, containerThrottled } from './container-throttled.ts';
import { type PodCrashLoopingThresholds, podCrashLooping } from './workload-pod-crash-looping.ts';
import { podNotReady } from './workload-pod-not-ready.ts';
import { releaseAborted } from './workload-release-aborted.ts';
import { rolloutStuck } from './workload-rollout-stuck.ts';

/** What the alerts of any workload compare with, by alert. */
export interface WorkloadThresholds {
  /** @default documented with each number, as for all of these */
  readonly highMemoryUsage?: Partial<HighMemoryUsageThresholds>;
  readonly highCpuUsage?: Partial<HighCpuUsageThresholds>;
  readonly containerThrottled?: Partial<ContainerThrottledThresholds>;
  readonly podCrashLooping?: Partial<PodCrashLoopingThresholds>;
}

/** What is special about a workload. */
export interface WorkloadFacts {
  /** Its metrics are those of one Node.js process per pod, which cannot use more than about one core. @default false */
  readonly node?: boolean;
  /** @default documented with each number */
  readonly thresholds?: WorkloadThresholds;
}

/** What every workload is watched for, a Deployment as well as a Rollout or a StatefulSet, whatever it does. */
export function workloadAlerts(watched: Watched, { node = false, thresholds = {} }: WorkloadFacts = {}): Alert[] {
  return [
    highMemoryUsage(watched, thresholds.highMemoryUsage),
    highCpuUsage(watched, { node }, thresholds.highCpuUsage),
    containerThrottled(watched, thresholds.containerThrottled),
    containerOutOfMemory(watched),
    podCrashLooping(watched, thresholds.podCrashLooping),
    podNotReady(watched),
    rolloutStuck(watched),
    ...(watched.kind === 'Rollout' ? [releaseAborted(watched)] : []),
  ];
}
