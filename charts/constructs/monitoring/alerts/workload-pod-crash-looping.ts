import { type Alert, alert } from '../alert.ts';
import { ofContainers, type Watched } from '../watched.ts';

/** Numbers of `PodCrashLooping`. */
export type PodCrashLoopingThresholds = {
  /** Restarts within an hour. @default 4: the kubelet's pauses, up to five minutes, leave more to whatever keeps crashing */
  readonly restarts: number;
};

const defaults: PodCrashLoopingThresholds = { restarts: 4 };

/** A container keeps ending, the last time within a quarter of an hour: it may have been healed since. */
export function podCrashLooping(watched: Watched, thresholds: Partial<PodCrashLoopingThresholds> = {}): Alert {
  const chosen = { ...defaults, ...thresholds };
  const restarts = `kube_pod_container_status_restarts_total{${ofContainers(watched)}}`;
  return alert({
    name: 'PodCrashLooping',
    severity: 'warning',
    thresholds: chosen,
    // Restarts are counted one by one; a rate would make fractions of them.
    expression: (numbers) => `
      max by (namespace, pod, container) (changes(${restarts}[1h])) >= ${numbers.restarts}
      and
      max by (namespace, pod, container) (changes(${restarts}[15m])) >= 1`,
    summary: '{{ $labels.pod }} keeps crashing in {{ $labels.namespace }}',
    description:
      'Container {{ $labels.container }} of {{ $labels.pod }} was restarted {{ $value }} times within an hour; ' +
      `${chosen.restarts} are taken for a crash loop.`,
  });
}
