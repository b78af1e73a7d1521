import { probeSeries } from '../alerts/probe-series.ts';
import type { Watched } from '../watched.ts';
import type { Panel } from './panel.ts';
import { orDown, upOrDown } from './states.ts';

/** Whether a page of a workload can be fetched now. */
export function pageState(watched: Watched, probeJob: string): Panel {
  return {
    title: 'Page',
    description:
      'Whether the blackbox exporter could fetch the page at its last attempt. Worry when it is down for a minute.',
    ...upOrDown,
    queries: [{ expression: orDown(`max(${probeSeries(watched, probeJob)})`), legend: 'page' }],
  };
}
