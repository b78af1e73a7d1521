import type { Asked, Service } from './http-service.ts';
import { everyMinute } from './slo-every-minute.ts';
import { teller } from './workload-story.ts';
import { elsewhere } from './workload-subjects.ts';

/** Requests for some minutes, and the share of them that breaks the promise. */
export interface Traffic {
  readonly perSecond: number;
  readonly bad: number;
  readonly minutes: number;
}

/** A promise, and how requests that keep or break it are counted. */
export interface Promised {
  /** Begin of the alerts' names. */
  readonly name: string;
  /** Share of bad requests that the promise allows. */
  readonly budget: number;
  /** How much the long window has to hold to be judged: of bad requests, or of all. */
  readonly minimum: number;
  readonly of: 'bad' | 'all';
  /** Series of requests of one kind. */
  readonly requests: (service: Service, asked: Asked, traffic: readonly Traffic[]) => Record<string, string>;
}

/** Times in minutes, as the alert has them. */
export interface Pace {
  readonly name: 'Fast' | 'Slow';
  readonly burnRate: number;
  readonly long: number;
  readonly short: number;
  readonly wait: number;
  /** After how long an outage that begins out of the blue is to show in the long window: between two evaluations. */
  readonly delay: number;
}

export const fast: Pace = { name: 'Fast', burnRate: 14.4, long: 60, short: 5, wait: 10, delay: 12.5 };
export const slow: Pace = { name: 'Slow', burnRate: 6, long: 360, short: 30, wait: 35, delay: 42.5 };

/** Tells the stories of one alert. */
export class Teller {
  readonly pace: Pace;
  /** Share of bad requests from which on the alert fires. */
  readonly limit: number;
  private readonly promised: Promised;
  private readonly service: Service;
  private readonly told: ReturnType<typeof teller>;

  constructor(promised: Promised, pace: Pace, service: Service) {
    this.pace = pace;
    this.promised = promised;
    this.service = service;
    this.limit = promised.budget * pace.burnRate;
    this.told = teller(`${promised.name}BudgetBurn${pace.name}`, service.workload);
  }

  /** Windows of hours do not need a sample every ten seconds, and are read six times as fast with one a minute. */
  story(title: string, series: Record<string, string>, silent: readonly number[], firing: readonly number[] = []) {
    const at = (minute: number) => `${minute}m`;
    const read = this.pace === slow ? everyMinute(series) : series;
    return this.told(title, read, { silent: silent.map(at), firing: firing.map(at) });
  }

  /** Requests to two pods and routes, as bad as so many times the limit for so many minutes. */
  requests(...traffic: readonly (readonly [times: number, length: number])[]): Record<string, string> {
    const half = traffic.map(([times, length]) => ({ perSecond: 2.5, bad: times * this.limit, minutes: length }));
    return {
      ...this.promised.requests(this.service, {}, half),
      ...this.promised.requests(this.service, { pod: 1, route: this.service.routes[1] }, half),
    };
  }

  /** So few requests that the long window holds so many times the minimum; more of them are bad than the limit allows. */
  few(times: number, length: number): Record<string, string> {
    const { minimum, of, requests } = this.promised;
    const bad = 1.5 * this.limit;
    const perSecond = (times * minimum) / (this.pace.long * 60) / (of === 'bad' ? bad : 1);
    return requests(this.service, {}, [{ perSecond, bad, minutes: length }]);
  }

  /** Requests that do not count, many and all alike: of machines, refused ones, to other jobs, elsewhere. */
  others(bad: 0 | 1, length: number): Record<string, string> {
    const kinds: Asked[] = [
      { route: this.service.health[0] as string },
      { status: 429 },
      { job: 'arq-neighbour' },
      { place: elsewhere },
    ];
    return Object.assign(
      {},
      ...kinds.map((asked) => this.promised.requests(this.service, asked, [{ perSecond: 50, bad, minutes: length }])),
    );
  }

  /** Minutes until there is enough to judge by, at so many times the limit. */
  enough(times: number): number {
    const { minimum, of } = this.promised;
    return Math.ceil(minimum / (of === 'bad' ? 5 * times * this.limit : 5) / 60);
  }
}
