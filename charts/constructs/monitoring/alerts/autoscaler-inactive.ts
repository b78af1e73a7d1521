import { type Alert, alert } from '../alert.ts';
import { ofAutoscaler, type Watched } from '../watched.ts';
import { replicaSeries } from './workload-replicas.ts';

/** The autoscaler cannot read what it scales by, as without a metrics server. Scaled to zero on purpose, it rests. */
export function autoscalerInactive(watched: Watched): Alert {
  const condition = `kube_horizontalpodautoscaler_status_condition{${ofAutoscaler(watched)},condition="ScalingActive",status="false"}`;
  return alert({
    name: 'AutoscalerInactive',
    severity: 'warning',
    for: '15m',
    expression: () => `
      max by (namespace) (${condition}) == 1
      unless
      max by (namespace) (${replicaSeries(watched).wanted}) < 1`,
    summary: `${watched.workload} does not scale in {{ $labels.namespace }}`,
    description:
      `For 15 minutes the autoscaler of ${watched.workload} has not been able to work: it gets no metrics. The number of ` +
      'pods stays as it is, whatever the load.',
  });
}
