import type { RuleCase } from '../rule-case.ts';
import { backendService, frontendService } from './http-service.ts';
import { fast, type Promised, slow, Teller } from './slo-teller.ts';
import { minutes } from './workload-story.ts';

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
