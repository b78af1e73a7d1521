import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { backendChecks } from '../../smoke/backend-checks.ts';
import type { Result } from '../../smoke/check.ts';
import { frontendChecks } from '../../smoke/frontend-checks.ts';
import { ask, failed, find } from './support/asking.ts';
import { type FakePlatform, type Handler, sse, startFakePlatform } from './support/fake-platform.ts';

let platform: FakePlatform;
beforeEach(async () => {
  platform = await startFakePlatform();
});
afterEach(() => platform.close());

const hang: Handler = () => {};
const limit = 300;
/** Short limits for some checks. */
const limits = (...names: string[]) => Object.fromEntries(names.map((name) => [name, limit]));

describe('what hangs is given up on:', () => {
  it.each([
    ['GET /api/v1/health', 'backend: liveness'],
    ['GET /api/v1/health/readiness', 'backend: readiness'],
    ['GET /api/v1/status', 'backend: release'],
    ['GET /health', 'frontend: health'],
    ['GET /health/readiness', 'frontend: readiness'],
    ['GET /en', 'frontend: page in English'],
    ['GET /ar', 'frontend: page in Arabic'],
  ])('%s', async (question, name) => {
    platform.wrong.set(question, hang);
    const results = await ask(platform, { limits: limits(name) });
    expect(failed(results)).toEqual([name]);
    const { failure, milliseconds } = find(results, name) as Required<Result>;
    expect(failure.came).toBe(`nothing within ${limit} ms`);
    expect(failure.asked).toBe(`GET ${platform.url}${question.slice(4)}`);
    expect(milliseconds).toBeGreaterThanOrEqual(limit - 5);
    expect(milliseconds).toBeLessThan(limit + 2_000);
  });

  it.each(['PUT', 'GET', 'DELETE'])('%s of a drill', async (method) => {
    platform.wrong.set(`${method} /api/v1/drills/{id}`, hang);
    const step = { PUT: 'write', GET: 'read', DELETE: 'clean-up' }[method];
    const tiers = ['backend', 'frontend to backend'];
    const all = tiers.flatMap((tier) => ['write', 'read', 'clean-up'].map((what) => `${tier}: ${what}`));
    const results = await ask(platform, { limits: limits(...all) });
    expect(failed(results)).toEqual(expect.arrayContaining(tiers.map((tier) => `${tier}: ${step}`)));
    const { failure } = find(results, `backend: ${step}`) as Required<Result>;
    expect(failure.came).toBe(`nothing within ${limit} ms`);
    expect(failure.asked).toMatch(new RegExp(`^${method} .*/api/v1/drills/`));
    if (method !== 'DELETE') expect(platform.drills.size).toBe(0);
  });

  it('a body that does not end', async () => {
    platform.wrong.set('GET /api/v1/health', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).write('{');
    });
    const results = await ask(platform, { limits: limits('backend: liveness') });
    expect(find(results, 'backend: liveness')?.failure?.came).toBe(`nothing within ${limit} ms`);
  });

  it.each([
    ['does not answer', hang, /^GET .*stream/],
    ['is silent', (_request, response) => void sse(response).write(': \n\n'), /^the event "status" on .*, after none$/],
  ] satisfies [string, Handler, RegExp][])('a stream that %s', async (_name, handler, asked) => {
    platform.wrong.set('GET /api/v1/status/stream', handler);
    const names = ['backend: stream', 'frontend to backend: stream'];
    const results = await ask(platform, { limits: limits(...names) });
    expect(failed(results)).toEqual(names);
    const { failure } = find(results, 'backend: stream') as Required<Result>;
    expect(failure.came).toBe(`nothing within ${limit} ms`);
    expect(failure.asked).toMatch(asked);
    expect(find(results, 'backend: announcement')?.outcome).toBe('skipped');
    expect(find(results, 'backend: read')?.outcome).toBe('passed');
  });

  it('a stream that tells of no drill', async () => {
    platform.wrong.set('GET /api/v1/status/stream', (_request, response) => {
      sse(response).write('event: status\ndata: {}\n\nevent: status\ndata: {}\n\n');
    });
    const names = ['backend: announcement', 'frontend to backend: announcement'];
    const results = await ask(platform, { limits: limits(...names) });
    expect(failed(results)).toEqual(names);
    const { failure } = find(results, 'backend: announcement') as Required<Result>;
    expect(failure.asked).toMatch(/^the event "drill" on .*, after status, status$/);
    expect(failure.lookAt).toMatch(/^Redis/);
    expect(platform.drills.size).toBe(0);
  });

  it('everything, once the deadline has passed, but for the removal', async () => {
    platform.wrong.set('GET /api/v1/health/readiness', hang);
    platform.wrong.set('GET /api/v1/drills/{id}', hang);
    const results = await ask(platform, {
      deadline: 1_500,
      limits: limits('backend: readiness', 'backend: clean-up'),
    });
    expect(find(results, 'backend: read')?.failure?.came).toMatch(
      /^nothing within \d+ ms, when the deadline of all checks passed$/,
    );
    expect(platform.drills.size).toBe(0);
    const left = results.filter(({ name }) => name.startsWith('frontend'));
    expect(new Set(left.map(({ outcome }) => outcome))).toEqual(new Set(['skipped']));
    expect(find(results, 'frontend: health')?.detail).toBe('the deadline of all checks had passed');
  });
});

describe('the limits', () => {
  it('are short enough for all checks of a tier to end before the default deadline', () => {
    const sum = (checks: readonly { milliseconds: number }[]) =>
      checks.reduce((total, { milliseconds }) => total + milliseconds, 0);
    expect(sum(backendChecks('http://x', 'x', undefined))).toBeLessThan(60_000);
    for (const { milliseconds } of frontendChecks('http://x', 'x')) expect(milliseconds).toBeLessThanOrEqual(20_000);
  });
});
