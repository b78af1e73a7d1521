import { appendFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { contract } from '../../../contract.ts';
import type { Backend } from '../../support/backend.ts';
import type { Course } from './course.ts';
import type { Answer, Question } from './questions.ts';

/** Milliseconds; docs/faults.md explains where they come from. */
export interface Bounds {
  /** Until readiness says no; none where it must not. */
  readonly unready?: number;
  /** Which reasons readiness may give. */
  readonly reasons?: RegExp;
  /** Until a request is answered, with success or with a refusal. */
  readonly answer: number;
  /** From the end of the cause until readiness says yes. */
  readonly ready: number;
  /** From the end of the cause until no request fails any more. */
  readonly healed: number;
}

/** What a machine that does other things as well may add to any time. */
const noise = 2_000;

/** Expects what holds in every fault, and the times of this one. */
export function expectWithin(name: string, backend: Backend, course: Course, bounds: Bounds): void {
  report(name, course);
  expect(backend.child.exitCode).toBeNull();
  expect(backend.lines().filter(({ level }) => level === 'error')).toEqual([]);
  expectProbes(course.answers);
  const requests = course.answers.filter(({ question }) => question !== 'liveness' && question !== 'readiness');
  expect(requests.filter((answer) => !isSuccess(answer) && !isRefusal(answer))).toEqual([]);
  expect(requests.filter(isSuccess).length).toBeGreaterThan(0);
  expect(slowest(requests)).toBeLessThan(bounds.answer + noise);
  if (bounds.unready === undefined) expect(course.reasons).toEqual([]);
  else {
    expect(course.unreadyAfter).toBeLessThan(bounds.unready + noise);
    for (const reason of course.reasons) expect(reason).toMatch(bounds.reasons ?? /^$/);
  }
  expect(course.readyAfter).toBeLessThan(bounds.ready + noise);
  expect(course.healedAfter).toBeLessThan(bounds.healed + noise);
}

function expectProbes(answers: readonly Answer[]): void {
  const liveness = of(answers, 'liveness');
  expect(liveness.filter(({ status }) => status !== 200)).toEqual([]);
  // Nineteen of twenty: the machine may stall this process as well as the backend.
  const times = liveness.map(duration).sort((a, b) => a - b);
  expect(times[Math.floor(times.length * 0.95)]).toBeLessThan(contract.timeouts.livenessSeconds * 1_000);
  expect(times.at(-1)).toBeLessThan(contract.timeouts.livenessSeconds * 1_000 + noise);
  const readiness = of(answers, 'readiness');
  expect(readiness.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
  expect(slowest(readiness)).toBeLessThan(contract.timeouts.readinessSeconds * 1_000 + noise);
}

function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** A document that says whom to blame, and when to come back. */
function isRefusal({ status, contentType, retryAfter, body }: Answer): boolean {
  return (
    status === 503 &&
    contentType.startsWith('application/problem+json') &&
    (JSON.parse(body) as { type: string }).type === 'urn:arq:problem:unavailable' &&
    // What says how long to wait says so in seconds.
    (retryAfter === null || Number(retryAfter) > 0)
  );
}

const of = (answers: readonly Answer[], question: Question) => answers.filter((answer) => answer.question === question);
const duration = ({ startedAt, endedAt }: Answer) => endedAt - startedAt;
const slowest = (answers: readonly Answer[]) => Math.max(0, ...answers.map(duration));

/** Adds a line to the file that `ARQ_FAULT_REPORT` names, which docs/faults.md is written from. */
function report(name: string, { answers, unreadyAfter, reasons, readyAfter, healedAfter }: Course): void {
  const requests = answers.filter(({ question }) => question !== 'liveness' && question !== 'readiness');
  measured(name, {
    liveness: slowest(of(answers, 'liveness')),
    readiness: slowest(of(answers, 'readiness')),
    unreadyAfter,
    reasons: reasons.join(' | '),
    slowest: slowest(requests),
    refused: requests.filter(({ status }) => status === 503).length,
    requests: requests.length,
    readyAfter,
    healedAfter,
  });
}

/** Writes down what was measured, where somebody wants to know. */
export function measured(name: string, values: Readonly<Record<string, number | string | undefined>>): void {
  const path = process.env['ARQ_FAULT_REPORT'];
  if (!path) return;
  const rounded = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === 'number' ? Math.round(value) : value,
  ]);
  appendFileSync(path, `${JSON.stringify({ name, ...Object.fromEntries(rounded) })}\n`);
}
