import type { LiveStack } from '../stack/live-stack.ts';
import { isOfTheMachine } from '../stack/machine-alerts.ts';

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

const nameOf = ({ alertname, workload }: Labels) => `${alertname} of ${workload}`;

/** What fires now, on the machine itself excepted, of which Alertmanager hears nothing. */
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
  const firing = data.alerts.filter(({ state, labels }) => state === 'firing' && !isOfTheMachine(labels));
  const isMuted = ({ status }: InAlertmanager) => status.state === 'suppressed' && status.inhibitedBy.length > 0;
  const names = (alerts: readonly { readonly labels: Labels }[]) => alerts.map(({ labels }) => nameOf(labels)).sort();
  return {
    firing: names(firing),
    loud: names(delivered.filter((alert) => !isMuted(alert))),
    muted: names(delivered.filter(isMuted)),
  };
}

/** @throws Error with the status if it is not a success */
export async function ask<Answer>(url: string, options?: RequestInit): Promise<Answer> {
  const answer = await fetch(url, { ...options, signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
