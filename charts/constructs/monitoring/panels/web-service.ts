import { type WebServiceFacts, webServiceAlerts } from '../alerts/web-service.ts';
import { replicaSeries } from '../alerts/workload-replicas.ts';
import { ofJob, type Watched } from '../watched.ts';
import { containerRows } from './containers.ts';
import { nodeProcessRow } from './node-process.ts';
import type { Panel } from './panel.ts';
import { pageState } from './probe.ts';
import { releaseRow } from './release.ts';
import { requestRow } from './requests.ts';
import { orDown, upOrDown } from './states.ts';
import type { SubjectRow } from './subject.ts';

/**
 * Rows about a web service: its requests, its containers, its releases and its Node.js processes, as far as it shows them.
 * @param watched whose namespace may be the variable of a dashboard
 */
export function webServiceRows(watched: Watched, facts: WebServiceFacts): SubjectRow[] {
  const { http, metrics, node, autoscaled, probeJob } = facts;
  const alerts = webServiceAlerts(watched, facts);
  const [first, ...others] = [
    ...(http ? [requestRow(watched, http, alerts)] : []),
    ...containerRows(watched, { alerts, autoscaled }),
    ...(watched.kind === 'Rollout' ? [releaseRow(watched, { metrics, http, alerts })] : []),
    ...(node ? [nodeProcessRow(watched, alerts)] : []),
  ] as [SubjectRow, ...SubjectRow[]];
  const states = [serving(watched, facts), ...(probeJob === undefined ? [] : [pageState(watched, probeJob)])];
  const headlines = { ...first.headlines, state: { ...serving(watched, facts), title: watched.workload } };
  return [{ ...first, headlines, panels: [...states, ...first.panels] }, ...others];
}

/** Pods have to be available and to answer scrapes, as far as either is known. */
function serving(watched: Watched, { metrics }: WebServiceFacts): Panel {
  const available = `clamp_max(max(${replicaSeries(watched).available}), 1)`;
  const scraped = `max(up{${ofJob(watched)}})`;
  return {
    title: 'Service',
    description: 'Whether any pod serves. Worry when it is down for a minute: nobody is served then.',
    ...upOrDown,
    queries: [
      {
        expression: orDown(metrics ? `${available} * ${scraped} or ${scraped} or ${available}` : available),
        legend: 'service',
      },
    ],
  };
}
