import { named, namespace } from '../rules/cases/workload-subjects.ts';
import { colours, type Template } from './templates.ts';

/** Whose series they are: those of the first pod of the judged colour, unless said otherwise. */
export interface Whose {
  readonly colour?: keyof typeof colours;
  readonly pod?: number;
  readonly job?: string;
  readonly place?: string;
}

/** What was asked, and how it was answered: the first route, with 200, unless said otherwise. */
export interface Answered extends Whose {
  readonly route?: string;
  readonly status?: number;
}

/** Name of a pod of a colour. */
export function podOf({ service }: Template, { colour = 'judged', pod = 0 }: Whose = {}): string {
  return `${service.workload}-${colours[colour]}-k4x2${pod}`;
}

/** A series that a scrape of a pod yields. */
export function scraped(template: Template, metric: string, whose: Whose, values: string, labels = {}) {
  const { colour = 'judged', job = template.job, place = namespace } = whose;
  const target = { namespace: place, job, pod: podOf(template, whose), rollouts_pod_template_hash: colours[colour] };
  return { [named(metric, { ...target, ...labels })]: values };
}

/** How many requests were answered so. */
export function counted(template: Template, answered: Answered, values: string): Record<string, string> {
  return scraped(template, `${histogram}_count`, answered, values, labelsOf(template, answered));
}

/** The bounds of a histogram: the objective, one beyond it, and none. */
export const bounds = ['1', '2.5', '+Inf'] as const;

/** How many requests took how long: within the objective, within the next bound, and at all. */
export function timed(
  template: Template,
  answered: Answered,
  values: readonly [string, string, string],
): Record<string, string> {
  const labels = labelsOf(template, answered);
  const buckets = bounds.map((le, index) =>
    scraped(template, `${histogram}_bucket`, answered, values[index] as string, { ...labels, le }),
  );
  return Object.assign({}, ...buckets, counted(template, answered, values[2]));
}

const histogram = 'http_request_duration_seconds';

function labelsOf({ service }: Template, { route = service.routes[0], status = 200 }: Answered) {
  return { method: 'GET', route, status_code: String(status) };
}
