import type { Dashboard } from '@arq/constructs';
import { type DashboardQuery, queriesOf } from '../../../charts/constructs/monitoring/dashboards/queries-of.ts';
import { ask } from '../readings/alerts.ts';
import type { LiveStack } from '../stack/live-stack.ts';

/** A query and what Prometheus makes of it. */
export interface Answered {
  /** Dashboard, panel, letter and query. */
  readonly title: string;
  readonly query: DashboardQuery;
  readonly series: number;
}

interface Result {
  readonly data: { readonly result: readonly { readonly value?: Sample; readonly values?: readonly Sample[] }[] };
}

type Sample = readonly [time: number, value: string];

/** Seconds that a panel shows here, and between its points. */
const range = 300;
const step = 15;
/** Seconds between scrapes, by which Grafana reckons `$__rate_interval`: four scrapes, or a step and a scrape. */
const scrape = 10;

/**
 * Asks every query of a dashboard as Grafana does.
 * @param jobs scrape jobs that are called otherwise here
 * @throws Error if Prometheus refuses a query
 */
export async function answersOf(
  stack: LiveStack,
  dashboard: Dashboard,
  jobs: Readonly<Record<string, string>> = {},
): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const query of queriesOf(dashboard)) {
    const { dashboard: title, panel, refId, expr } = query;
    const name = `${title}: ${panel} ${refId}: ${expr}`;
    answered.push({ title: name, query, series: await seriesIn(stack, here(expr, jobs), query.instant) });
  }
  return answered;
}

/** With the variables as Grafana sets them. */
function here(expr: string, jobs: Readonly<Record<string, string>>): string {
  const variables: Readonly<Record<string, string>> = {
    environment: 'arq-local',
    __rate_interval: `${Math.max(4 * scrape, step + scrape)}s`,
    __interval: `${step}s`,
    __range: `${range}s`,
  };
  const filled = expr.replaceAll(/\$\{?(\w+)\}?/g, (variable, name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`${variable} in ${expr}: nobody sets this variable`);
    return value;
  });
  return Object.entries(jobs).reduce((text, [there, job]) => text.replaceAll(`job="${there}"`, `job="${job}"`), filled);
}

/** Series with a number in them: Grafana shows "No data" where there is none. */
async function seriesIn({ urls }: LiveStack, expr: string, instant: boolean): Promise<number> {
  const now = Date.now() / 1000;
  const span = { start: String(now - range), end: String(now), step: String(step) };
  const body = new URLSearchParams({ query: expr, ...(instant ? { time: String(now) } : span) });
  const path = instant ? 'query' : 'query_range';
  const { data } = await ask<Result>(`${urls.prometheus}/api/v1/${path}`, { method: 'POST', body });
  return data.result.filter(({ value, values }) =>
    (value ? [value] : (values ?? [])).some(([, number]) => number !== 'NaN'),
  ).length;
}
