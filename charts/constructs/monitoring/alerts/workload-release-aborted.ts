import { type Alert, alert } from '../alert.ts';
import { ofWorkload, type Watched } from '../watched.ts';

/**
 * A release was given up and the old revision serves, while Git still names the new one: whoever looks at Git is misled, and
 * the next sync may try it again. Nothing but a change of Git ends it.
 */
export function releaseAborted(watched: Watched): Alert {
  const { workload } = watched;
  return alert({
    name: 'ReleaseAborted',
    severity: 'warning',
    // A revert that is merged at once is told of by the revert.
    for: '2m',
    expression: () => `max by (namespace) (rollout_info{${ofWorkload(watched)},phase=~"Abort|Timeout"}) == 1`,
    summary: `A release of ${workload} was aborted in {{ $labels.namespace }}`,
    description: `For 2 minutes Rollout ${workload} has not been what Git names: its release was aborted, and the old revision serves.`,
  });
}
