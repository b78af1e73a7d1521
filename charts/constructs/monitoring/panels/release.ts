import { previewName } from '../../releases/release-strategy.ts';
import type { Alert } from '../alert.ts';
import type { HttpFacts } from '../alerts/http-requests.ts';
import { ofJob, ofWorkload, type Watched } from '../watched.ts';
import type { Panel, Query } from './panel.ts';
import { histogram, ofRequests } from './request-series.ts';
import type { SubjectRow } from './subject.ts';
import { redFrom } from './threshold.ts';

const window = '$__rate_interval';
const colour = 'rollouts_pod_template_hash';
const width = 6;

/** What is known of a service that is released blue-green. */
export interface ReleaseFacts {
  /** It is scraped, and so is the colour that has no traffic yet. */
  readonly metrics: boolean;
  /**
   * It measures its requests.
   * @default nothing is told of them
   */
  readonly http?: HttpFacts | undefined;
  /** The alerts of the service, for the lines at which they fire. */
  readonly alerts: readonly Alert[];
}

/** How far a blue-green release has got, and how the two colours do beside each other. */
export function releaseRow(watched: Watched, { metrics, http, alerts }: ReleaseFacts): SubjectRow {
  return {
    title: `${watched.workload}: release`,
    subject: 'releases',
    panels: [
      phase(watched),
      ...(metrics ? [pods(watched)] : []),
      ...(http ? [requests(watched, http), errors(watched, http, alerts)] : []),
    ],
  };
}

function phase(watched: Watched): Panel {
  const told = (matcher: string) => `max(rollout_info{${ofWorkload(watched)},phase${matcher}})`;
  return {
    title: 'Release',
    description:
      'How far the last release has got. Failed means that it was aborted, or that it cannot go on: the colour before ' +
      'serves, whatever Git says, and ReleaseAborted or RolloutStuck follow.',
    kind: 'stat',
    unit: 'none',
    width,
    texts: { 0: 'completed', 1: 'in progress', 2: 'failed' },
    limits: { yellow: 1, red: 2 },
    queries: [
      {
        expression: `2 * ${told('!~"Completed|Paused|Progressing"')} or ${told('=~"Paused|Progressing"')} or 0 * ${told('="Completed"')}`,
        legend: 'release',
      },
    ],
  };
}

function pods(watched: Watched): Panel {
  return {
    title: 'Pods by colour',
    description:
      'Pods that answer scrapes: those with the traffic, and those that prove themselves before they get it. The colour ' +
      'that is kept to return to is scraped by nobody.',
    unit: 'none',
    width,
    queries: ofBoth(watched, (one) => `sum by (${colour}) (up{${ofJob(one)}})`),
  };
}

function requests(watched: Watched, http: HttpFacts): Panel {
  return {
    title: 'Requests by colour',
    description:
      'Requests a second. At the switch one line ends and the other begins; the preview is asked by its smoke test.',
    unit: 'reqps',
    width,
    queries: ofBoth(
      watched,
      (one) => `sum by (${colour}) (rate(${histogram}_count{${ofRequests(one, http)}}[${window}]))`,
    ),
  };
}

function errors(watched: Watched, http: HttpFacts, alerts: readonly Alert[]): Panel {
  const rate = (one: Watched, status: string) =>
    `sum by (${colour}) (rate(${histogram}_count{${ofRequests(one, http)},${status}}[${window}]))`;
  return {
    title: 'Errors by colour',
    description:
      'Share of requests answered 5xx. Above the dashed line a release does not prove itself, and HighErrorRate follows ' +
      'for the colour with the traffic.',
    unit: 'percentunit',
    width,
    queries: ofBoth(watched, (one) => `${rate(one, 'status_code=~"5.."')} / (${rate(one, 'status_code!~"4.."')} > 0)`),
    ...redFrom(alerts, 'HighErrorRate', 'errorShare'),
  };
}

/**
 * The same of the colour with the traffic and of the one without. Between releases both Services lead to the same pods,
 * which are shown once.
 * @param of PromQL of series by colour
 */
function ofBoth(watched: Watched, of: (one: Watched) => string): Query[] {
  const preview = { ...watched, job: previewName(watched.workload) };
  return [
    { expression: of(watched), legend: `active {{${colour}}}` },
    {
      expression: `${of(preview)} unless on (${colour}) sum by (${colour}) (up{${ofJob(watched)}})`,
      legend: `preview {{${colour}}}`,
    },
  ];
}
