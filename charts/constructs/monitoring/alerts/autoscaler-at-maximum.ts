import { type Alert, alert } from '../alert.ts';
import { ofAutoscaler, type Watched } from '../watched.ts';

/** More load would find no more pods: for a quarter of an hour there have been as many as there may be. */
export function autoscalerAtMaximum(watched: Watched): Alert {
  const of = ofAutoscaler(watched);
  const maximum = `max by (namespace) (kube_horizontalpodautoscaler_spec_max_replicas{${of}})`;
  return alert({
    name: 'AutoscalerAtMaximum',
    severity: 'warning',
    for: '15m',
    // Where both bounds are one, somebody fixed the number on purpose.
    expression: () => `
      max by (namespace) (kube_horizontalpodautoscaler_status_current_replicas{${of}}) >= ${maximum}
      and
      ${maximum} > max by (namespace) (kube_horizontalpodautoscaler_spec_min_replicas{${of}})`,
    summary: `${watched.workload} cannot scale beyond {{ $value }} pods in {{ $labels.namespace }}`,
    description: `For 15 minutes ${watched.workload} has had {{ $value }} pods, the most that its autoscaler may start.`,
  });
}
