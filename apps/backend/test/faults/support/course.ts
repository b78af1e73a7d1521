import { setTimeout as sleep } from 'node:timers/promises';
import { type Backend, until } from '../../support/backend.ts';
import { type Answer, ask, type Question } from './questions.ts';

export interface CourseOptions {
  /** What is asked all the while, beside the probes. @default read, write, status */
  readonly asked?: readonly Question[];
  /** Brings the fault about. */
  readonly begin: () => unknown;
  /** Takes its cause away. */
  readonly end: () => unknown;
  /** Whether readiness has to say no. @default true */
  readonly unready?: boolean;
  /** Milliseconds that the fault goes on for, once it was noticed. @default 1500 */
  readonly lasts?: number;
}

/** How a fault went, from the view of those who ask. Times are in milliseconds. */
export interface Course {
  /** From the fault to the first readiness of 503. */
  readonly unreadyAfter: number | undefined;
  /** What readiness gave as reasons while it said no. */
  readonly reasons: readonly string[];
  /** From the end of the cause to the first readiness of 200. */
  readonly readyAfter: number;
  /** From the end of the cause to the last request that failed. */
  readonly healedAfter: number;
  readonly answers: readonly Answer[];
}

const pauseMilliseconds = 100;
/** How long everything has to go well before a fault counts as over. */
const calmMilliseconds = 1_000;
const patienceMilliseconds = 60_000;

/**
 * Lets a fault come and go while requests go on, and watches until everything is well again.
 * @throws Error if it is not within a minute
 */
export async function course(backend: Pick<Backend, 'url'>, options: CourseOptions): Promise<Course> {
  const { asked = ['read', 'write', 'status'], begin, end, unready = true, lasts = 1_500 } = options;
  const crowd = new Crowd(backend, ['liveness', 'readiness', ...asked]);
  try {
    const begunAt = performance.now();
    let noticed: Answer | undefined;
    try {
      await begin();
      if (unready) noticed = await crowd.isTold(503, begunAt);
      await sleep(lasts);
    } finally {
      await end();
    }
    const endedAt = performance.now();
    const ready = await crowd.isTold(200, endedAt);
    await crowd.isCalm(endedAt);
    await crowd.leave();
    return {
      unreadyAfter: noticed && noticed.endedAt - begunAt,
      reasons: crowd.reasons,
      readyAfter: ready.endedAt - endedAt,
      healedAfter: Math.max(0, (crowd.lastFailure?.endedAt ?? 0) - endedAt),
      answers: crowd.answers,
    };
  } finally {
    await crowd.leave();
  }
}

/** Asks at a steady pace, whether the last one was answered or not: users do not wait for each other. */
class Crowd {
  readonly answers: Answer[] = [];
  private readonly open = new Set<Promise<void>>();
  private readonly timer: NodeJS.Timeout;

  constructor(backend: Pick<Backend, 'url'>, questions: readonly Question[]) {
    this.timer = setInterval(() => {
      for (const question of questions) {
        const answer = ask(backend, question)
          .then((given) => void this.answers.push(given))
          .finally(() => this.open.delete(answer));
        this.open.add(answer);
      }
    }, pauseMilliseconds);
  }

  /** Waits for a readiness that was asked for after a point in time. */
  isTold(status: number, since: number): Promise<Answer> {
    return until(
      () => this.answers.find((answer) => answer.startedAt >= since && isReadiness(answer, status)),
      patienceMilliseconds,
    );
  }

  /** Waits until nothing has failed for a while. */
  async isCalm(since: number): Promise<void> {
    await until(
      () => performance.now() - Math.max(since, this.lastFailure?.endedAt ?? 0) > calmMilliseconds,
      patienceMilliseconds,
    );
  }

  get lastFailure(): Answer | undefined {
    return this.answers.findLast(({ status }) => status === 0 || status >= 500);
  }

  get reasons(): string[] {
    const refusals = this.answers.filter((answer) => isReadiness(answer, 503));
    return [...new Set(refusals.map(({ body }) => reasonOf(body)))];
  }

  async leave(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.open);
  }
}

const isReadiness = ({ question, status }: Answer, wanted: number) => question === 'readiness' && status === wanted;

function reasonOf(body: string): string {
  const { checks } = JSON.parse(body) as { checks: Record<string, string> };
  const bad = Object.entries(checks).filter(([, outcome]) => outcome !== 'ok');
  return bad.map(([dependency, outcome]) => `${dependency} ${outcome}`).join(', ');
}
