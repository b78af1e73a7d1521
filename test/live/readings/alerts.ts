import type { LiveStack } from '../stack/live-stack.ts';

/** Alerts by name and workload, as in `DatabaseDown of arq-postgres`. */
export interface Alerts {
  /** Fire in Prometheus. */
  readonly firing: readonly string[];
  /** Are on in Alertmanager, and not muted. */
  readonly loud: readonly string[];
  /** Are muted in Alertmanager by another alert. */
  readonly muted: readonly string[];
}

type Labels = Readonly<Record<string, string>>;

/** The machine that the tests run on is not the platform's: how busy it is depends on who else uses it. */
const isOfThePlatform = ({ workload }: Labels) => workload !== 'nodes';

const nameOf = ({ alertname, workload }: Labels) => `${alertname} of ${workload}`;

/** What fires now, on the machine itself excepted. */
export async function alertsOf({ urls }: LiveStack): Promise<Alerts> {
  interface InPrometheus {
    readonly data: { readonly alerts: readonly { readonly state: string; readonly labels: Labels }[] };
  }
  interface InAlertmanager {
    readonly labels: Labels;
    readonly status: { readonly state: string; readonly inhibitedBy: readonly string[] };
  }
  const [{ data }, delivered] = await Promise.all([
    ask<InPrometheus>(`${urls.prometheus}/api/v1/alerts`),
    ask<readonly InAlertmanager[]>(`${urls.alertmanager}/api/v2/alerts`),
  ]);
  const inPrometheus = data.alerts.filter(({ labels }) => isOfThePlatform(labels));
  const inAlertmanager = delivered.filter(({ labels }) => isOfThePlatform(labels));
  const isMuted = ({ status }: InAlertmanager) => status.state === 'suppressed' && status.inhibitedBy.length > 0;
  const names = (alerts: readonly { readonly labels: Labels }[]) => alerts.map(({ labels }) => nameOf(labels)).sort();
  return {
    firing: names(inPrometheus.filter(({ state }) => state === 'firing')),
    loud: names(inAlertmanager.filter((alert) => !isMuted(alert))),
    muted: names(inAlertmanager.filter(isMuted)),
  };
}

/** @throws Error with the status if it is not a success */
export async function ask<Answer>(url: string, options?: RequestInit): Promise<Answer> {
  const answer = await fetch(url, { ...options, signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
