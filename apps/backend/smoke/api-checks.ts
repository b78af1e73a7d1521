import { contract } from '../contract.ts';
import { type Answer, ask, parsed } from './ask.ts';
import type { Attempt, Check } from './check.ts';
import { PlannedDrill } from './drill.ts';
import { EventReader } from './event-reader.ts';

/** Where the API is, and what it has to pass through. */
export interface ApiTarget {
  /** First word of the checks' names. */
  readonly name: string;
  readonly url: string;
  /** Bearer token of Alertmanager's webhook. */
  readonly token: string;
  /** Check without which the rest says nothing. */
  readonly after: string;
}

const limits = { open: 8_000, write: 8_000, read: 5_000, hear: 5_000, remove: 3_000 };

const lookAt = {
  database: "the backend's log and its readiness, then PostgreSQL",
  dependencies: "the backend's log and its readiness, then PostgreSQL and Redis",
  stream: "the backend's log, and what buffers or cuts answers between here and there",
  redis: "Redis and the backend's log: drills are announced by its channel arq:drills and by nothing else",
};

/** Writes, reads and hears of a drill, which takes every tier behind the address, and removes it again. */
export function apiChecks(target: ApiTarget): Check[] {
  const { url, token } = target;
  const drill = new PlannedDrill();
  const drillUrl = `${url}${drill.path}`;
  const headers = { Authorization: `Bearer ${token}` };
  const events = new EventReader(`${url}${contract.paths.stream}?drill=${drill.id}`);
  let mayBeStored = false;
  const name = (what: string) => `${target.name}: ${what}`;

  const open = async (attempt: Attempt) => {
    await events.open(attempt, lookAt.stream);
    await events.next('status', attempt, lookAt.stream);
    return undefined;
  };
  const write = async (attempt: Attempt) => {
    mayBeStored = true;
    const question = { method: 'PUT', url: drillUrl, headers, body: drill.delivery, expected: [201] } as const;
    const answer = await ask(attempt, {
      ...question,
      lookAt: (refusal) => {
        mayBeStored = refusal.status >= 500;
        return whyNotWritten(refusal);
      },
    });
    parsed(answer, drill.expected, lookAt.database);
    return undefined;
  };
  const read = async (attempt: Attempt) => {
    const answer = await ask(attempt, { url: drillUrl, lookAt: lookAt.database });
    parsed(answer, drill.expected, lookAt.database);
    return undefined;
  };
  const hear = async (attempt: Attempt) => {
    const { data } = await events.next('drill', attempt, lookAt.redis);
    const asked = `the event "drill" on ${url}${contract.paths.stream}`;
    parsed({ asked, status: 200, type: 'text/event-stream', text: data }, drill.expected, lookAt.redis);
    return undefined;
  };
  const remove = async (attempt: Attempt) => {
    await ask(attempt, { method: 'DELETE', url: drillUrl, headers, expected: [204], lookAt: lookAt.database });
    await ask(attempt, { url: drillUrl, expected: [404], lookAt: lookAt.database });
    return undefined;
  };

  return [
    // Open before the write, or the announcement would come too early.
    { ...check('stream', limits.open, lookAt.stream, open, [target.after]), close: () => events.close() },
    check('write', limits.write, lookAt.dependencies, write, [target.after]),
    check('read', limits.read, lookAt.database, read, [name('write')]),
    check('announcement', limits.hear, lookAt.redis, hear, [name('stream'), name('write')]),
    {
      ...check('clean-up', limits.remove, lookAt.database, remove, []),
      isCleanUp: true,
      isNeeded: () => mayBeStored,
    },
  ];

  function check(what: string, milliseconds: number, lookAt: string, run: Check['run'], after: string[]): Check {
    return { name: name(what), milliseconds, lookAt, run, after };
  }
}

function whyNotWritten({ status }: Answer): string {
  if (status === 401) return `the token of ${contract.variables.alertsTokenFile}: it is not one of the backend's`;
  if (status === 404) return `the release that runs there: it does not know ${contract.paths.drills}`;
  return lookAt.dependencies;
}
