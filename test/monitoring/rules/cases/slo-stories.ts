import type { RuleCase } from '../rule-case.ts';
import { type Asked, backendService, frontendService, type Service } from './http-service.ts';
import { everyMinute } from './slo-every-minute.ts';
import { minutes, teller } from './workload-story.ts';
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
interface Pace {
  readonly name: 'Fast' | 'Slow';
  readonly burnRate: number;
  readonly long: number;
  readonly short: number;
  readonly wait: number;
  /** After how long an outage that begins out of the blue is to show in the long window: between two evaluations. */
  readonly delay: number;
}

const fast: Pace = { name: 'Fast', burnRate: 14.4, long: 60, short: 5, wait: 10, delay: 12.5 };
const slow: Pace = { name: 'Slow', burnRate: 6, long: 360, short: 30, wait: 35, delay: 42.5 };

/** What is common to the stories of one alert. */
class Teller {
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

/** Stories that any service may be told. */
function commonStories(teller: Teller): RuleCase[] {
  const { pace } = teller;
  const { short, wait } = pace;
  const first = teller.enough(1.05) + wait;
  return [
    teller.story(
      'fires when the budget is spent at the pace, however well others are served',
      { ...teller.requests([1.05, first + 10]), ...teller.others(0, first + 10) },
      [first - 1],
      [first, first + 9],
    ),
    teller.story(
      'is silent when everything is bad for 3 minutes',
      teller.requests([0, 60], [1 / teller.limit, 3], [0, short + wait]),
      range(60, 60 + short + wait),
    ),
    teller.story('is silent without traffic', teller.few(0, wait + 20), range(wait, wait + 18)),
  ];
}

/** Stories of windows, minima and of what does not count. */
function fullStories(teller: Teller): RuleCase[] {
  const { long, short, wait, delay } = teller.pace;
  const first = long + Math.ceil(delay) + wait;
  const outage = long / delay;
  const recovery = wait + 20;
  const pastLimit = 1.84;
  const end = recovery + Math.floor(short * (1 - 1 / pastLimit));
  const mostly = wait + 10;
  const before = long + long / 6;
  const tail = short / 2 + wait + 5;
  const enough = Math.ceil(long / 1.05) + wait;
  return [
    teller.story(
      'fires once an outage has lasted long enough to matter',
      teller.requests([0, long], [outage, first - long + 5]),
      [long, first - 1],
      [first, first + 2],
    ),
    teller.story(
      'ends soon after its cause',
      teller.requests([pastLimit, recovery], [0, short + 5]),
      [teller.enough(pastLimit) + wait - 1, end + 1],
      [teller.enough(pastLimit) + wait, end],
    ),
    teller.story(
      'is over when the pace is slow again, however bad it was, and others are',
      { ...teller.requests([3, mostly], [0.95, short + wait + 10]), ...teller.others(1, mostly + short + wait + 10) },
      [teller.enough(3) + wait - 1, ...range(mostly + short + 2, mostly + short + wait + 8)],
      [teller.enough(3) + wait],
    ),
    teller.story(
      'is silent while the pace is high for a short time only',
      teller.requests([0.94, before], [1.06, tail]),
      range(before, Math.floor(before + tail) - 1),
    ),
    teller.story(
      'is silent while the pace is high for a short time only, however bad others are',
      { ...teller.requests([0.94, 2 * short], [1.06, tail]), ...teller.others(1, 2 * short + tail) },
      range(2 * short, Math.floor(2 * short + tail) - 1),
    ),
    teller.story(
      'fires at just enough traffic',
      teller.few(1.05, long + wait + 20),
      [enough - 1],
      [enough, long + wait + 15],
    ),
    teller.story(
      'is silent at too little traffic to judge by',
      teller.few(0.95, 1.2 * long + wait),
      range(long, 1.2 * long + wait - 1),
    ),
    teller.story(
      'is silent at too little traffic to judge by, however much of it others have',
      { ...teller.few(0.5, wait + 20), ...teller.others(1, wait + 20) },
      range(wait, wait + 18),
    ),
  ];
}

const range = (first: number, last: number) => minutes(first, last).map((at) => Number.parseInt(at, 10));

/** Stories of a budget that is spent too fast, or not quite: all of them about the backend, some about the frontend too. */
export function stories(promised: Promised): RuleCase[] {
  return [fast, slow].flatMap((pace) => {
    const backend = new Teller(promised, pace, backendService);
    return [
      ...commonStories(backend),
      ...fullStories(backend),
      ...commonStories(new Teller(promised, pace, frontendService)),
    ];
  });
}
