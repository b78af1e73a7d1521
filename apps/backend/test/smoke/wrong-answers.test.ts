import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Result } from '../../smoke/check.ts';
import { ask, failed, find } from './support/asking.ts';
import {
  type FakePlatform,
  type Handler,
  html,
  json,
  pageOf,
  sse,
  startFakePlatform,
  token,
} from './support/fake-platform.ts';

let platform: FakePlatform;
beforeEach(async () => {
  platform = await startFakePlatform();
});
afterEach(() => platform.close());

const status =
  (code: number): Handler =>
  (_request, response) =>
    json(response, code, { title: 'No' });

describe('a platform that answers rightly', () => {
  it('passes, check by check, and keeps nothing', async () => {
    const results = await ask(platform, { version: '1.4.2' });
    expect(results.map(({ name, outcome }) => [name, outcome])).toEqual(
      [
        'backend: liveness',
        'backend: readiness',
        'backend: release',
        'backend: stream',
        'backend: write',
        'backend: read',
        'backend: announcement',
        'backend: clean-up',
        'frontend: health',
        'frontend: readiness',
        'frontend: page in English',
        'frontend: page in Arabic',
        'frontend to backend: stream',
        'frontend to backend: write',
        'frontend to backend: read',
        'frontend to backend: announcement',
        'frontend to backend: clean-up',
      ].map((name) => [name, 'passed']),
    );
    expect(find(results, 'backend: release')?.detail).toBe('1.4.2, commit abcdef0');
    expect(find(results, 'frontend: page in English')?.detail).toBe('All systems operational');
    expect(platform.drills.size).toBe(0);
  });
});

/** What is asked, what is answered, the checks that fail for it, and what the first of them says. */
const cases: readonly (readonly [string, string, Handler, readonly string[], RegExp, RegExp])[] = [
  [
    'a backend that is not there',
    'GET /api/v1/health',
    (_request, response) => void response.destroy(),
    ['backend: liveness'],
    /other side closed/,
    /whether the backend runs/,
  ],
  [
    'another program in its place',
    'GET /api/v1/health',
    (_request, response) => html(response, 'Welcome to nginx!'),
    ['backend: liveness'],
    /^200, no JSON, Welcome to nginx!$/,
    /address is its own/,
  ],
  [
    'a detour',
    'GET /api/v1/health',
    (_request, response) => void response.writeHead(302, { Location: '/en' }).end(),
    ['backend: liveness'],
    /^302$/,
    /address is its own/,
  ],
  [
    'a backend without Redis',
    'GET /api/v1/health/readiness',
    (_request, response) => json(response, 503, { status: 'degraded', checks: { database: 'ok', redis: 'timeout' } }),
    ['backend: readiness'],
    /^503, .*"redis":"timeout"/,
    /^Redis, and/,
  ],
  [
    'a readiness that hides what is away',
    'GET /api/v1/health/readiness',
    (_request, response) => json(response, 200, { status: 'ok', checks: { database: 'refused', redis: 'ok' } }),
    ['backend: readiness'],
    /"database":"refused"/,
    /^PostgreSQL, and/,
  ],
  [
    'a readiness that names no dependency',
    'GET /api/v1/health/readiness',
    (_request, response) => json(response, 200, { status: 'ok', checks: {} }),
    ['backend: readiness'],
    /checks\.database: .*checks\.redis: /,
    /log/,
  ],
  [
    'another release',
    'GET /api/v1/status',
    (_request, response) => json(response, 200, { release: { version: '1.4.1', commit: 'a' } }),
    ['backend: release'],
    /version 1\.4\.1 instead of 1\.4\.2/,
    /image that runs/,
  ],
  [
    'a release that does not know itself',
    'GET /api/v1/status',
    (_request, response) => json(response, 200, { release: { version: '1.4.2' } }),
    ['backend: release'],
    /release\.commit/,
    /image that runs/,
  ],
  [
    'a write that is refused',
    'PUT /api/v1/drills/{id}',
    status(503),
    ['backend: write', 'frontend to backend: write'],
    /^503, /,
    /PostgreSQL and Redis/,
  ],
  [
    'a release that knows no drills',
    'PUT /api/v1/drills/{id}',
    status(404),
    ['backend: write', 'frontend to backend: write'],
    /^404, /,
    /release that runs there/,
  ],
  [
    'a write that changes what it was given',
    'PUT /api/v1/drills/{id}',
    (_request, response, url) =>
      json(response, 201, {
        id: url.pathname.split('/').at(-1),
        events: [
          { incident: { alert: 'SmokeTest', severity: 'info', tier: null, summary: '??' }, event: { kind: 'x' } },
        ],
      }),
    ['backend: write', 'frontend to backend: write'],
    /events are "x".*severity is "info" instead of "critical".*tier is null.*summary is "\?\?" instead of "Smoke test .* – اختبار"/,
    /PostgreSQL/,
  ],
  [
    'a write that is forgotten',
    'GET /api/v1/drills/{id}',
    status(404),
    ['backend: read', 'frontend to backend: read'],
    /^404, /,
    /PostgreSQL/,
  ],
  [
    'a read of something else',
    'GET /api/v1/drills/{id}',
    (_request, response) => json(response, 200, { id: 'another', events: [] }),
    // What is not removed is found by the clean-up, too.
    ['backend: read', 'backend: clean-up', 'frontend to backend: read', 'frontend to backend: clean-up'],
    /it is about another instead of .*its events are ""/,
    /PostgreSQL/,
  ],
  [
    'a drill that stays',
    'DELETE /api/v1/drills/{id}',
    (_request, response) => void response.writeHead(204).end(),
    ['backend: clean-up', 'frontend to backend: clean-up'],
    /^200, /,
    /PostgreSQL/,
  ],
  [
    'a stream that ends',
    'GET /api/v1/status/stream',
    (_request, response) => void sse(response).end(': \n\n'),
    ['backend: stream', 'frontend to backend: stream'],
    /the end of the stream/,
    /log/,
  ],
  [
    'a stream that is none',
    'GET /api/v1/status/stream',
    (_request, response) => html(response, 'Not today'),
    ['backend: stream', 'frontend to backend: stream'],
    /text\/html; charset=utf-8 instead of events, Not today/,
    /log/,
  ],
  [
    'an announcement of another drill',
    'GET /api/v1/status/stream',
    (_request, response) =>
      void sse(response).write('event: status\ndata: {}\n\nevent: drill\ndata: {"id":"x","events":[]}\n\n'),
    ['backend: announcement', 'frontend to backend: announcement'],
    /it is about x instead of/,
    /Redis/,
  ],
  ['an error page', 'GET /en', status(500), ['frontend: page in English'], /^500, /, /log/],
  [
    'a page in the wrong language',
    'GET /ar',
    (_request, response) => html(response, pageOf('en', 'ltr', 'All systems operational')),
    ['frontend: page in Arabic'],
    /lang is "en" instead of "ar", <html lang="en" dir="ltr">/,
    /log/,
  ],
  [
    'a page in the wrong direction',
    'GET /ar',
    (_request, response) => html(response, pageOf('ar', 'ltr', 'جميع الأنظمة تعمل')),
    ['frontend: page in Arabic'],
    /dir is "ltr" instead of "rtl"/,
    /log/,
  ],
  [
    'a page that only claims to be Arabic',
    'GET /ar',
    (_request, response) => html(response, pageOf('ar', 'rtl', 'All systems operational')),
    ['frontend: page in Arabic'],
    /the headline "All systems operational" is not in the language/,
    /log/,
  ],
  [
    'a page that only claims to be English',
    'GET /en',
    (_request, response) => html(response, pageOf('en', 'ltr', 'جميع الأنظمة تعمل')),
    ['frontend: page in English'],
    /is not in the language/,
    /log/,
  ],
  [
    'an empty page',
    'GET /en',
    (_request, response) => html(response, '<html lang="en" dir="ltr"><body></body></html>'),
    ['frontend: page in English'],
    /no headline/,
    /log/,
  ],
  [
    'a page without a tier',
    'GET /en',
    (_request, response) => html(response, pageOf('en', 'ltr', 'All systems operational', { tiers: 3 })),
    ['frontend: page in English'],
    /3 tiers instead of 4/,
    /log/,
  ],
  [
    'a page from memory',
    'GET /en',
    (_request, response) => html(response, pageOf('en', 'ltr', 'Last known: outage', { away: true })),
    ['frontend: page in English'],
    /"Last known: outage" from memory, since the backend does not answer/,
    /BACKEND_URL/,
  ],
  [
    'a page that is none',
    'GET /en',
    (_request, response) => json(response, 200, {}),
    ['frontend: page in English'],
    /application\/json instead of a page/,
    /log/,
  ],
  [
    'a frontend that is leaving',
    'GET /health/readiness',
    status(503),
    ['frontend: readiness'],
    /^503, /,
    /starting or stopping/,
  ],
];

describe('what is answered wrongly is found:', () => {
  it.each(cases)('%s', async (_name, question, handler, checks, came, lookAt) => {
    platform.wrong.set(question, handler);
    const results = await ask(platform, { version: '1.4.2' });
    expect(failed(results)).toEqual(checks);
    const { failure } = find(results, checks[0] as string) as Required<Result>;
    expect(failure.came).toMatch(came);
    expect(failure.lookAt).toMatch(lookAt);
    expect(failure.asked).toContain(platform.url);
    // What failed costs nobody a token.
    expect(JSON.stringify(results)).not.toContain(token);
  });

  it('a token that is not the one', async () => {
    const results = await ask(platform, { token: 'another' });
    expect(failed(results)).toEqual(['backend: write', 'frontend to backend: write']);
    expect(find(results, 'backend: write')?.failure?.lookAt).toMatch(/ALERTS_TOKEN_FILE/);
    // Nothing was written, so there is nothing to remove.
    expect(platform.asked).not.toContain('DELETE /api/v1/drills/{id}');
  });

  it('an answer without an end', async () => {
    platform.wrong.set('GET /en', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      const more = () => {
        if (!response.destroyed) response.write('x'.repeat(1 << 20), more);
      };
      more();
    });
    const results = await ask(platform);
    expect(failed(results)).toEqual(['frontend: page in English']);
    expect(find(results, 'frontend: page in English')?.failure?.came).toBe('200, an answer without an end');
  });
});

describe('what depends on a failure is left out:', () => {
  it('everything of a tier that does not live, and nothing of the other one', async () => {
    platform.wrong.set('GET /api/v1/health', status(500));
    const results = await ask(platform);
    const skipped = results.filter(({ outcome }) => outcome === 'skipped');
    expect(skipped.map(({ name }) => name)).toEqual([
      'backend: readiness',
      'backend: release',
      'backend: stream',
      'backend: write',
      'backend: read',
      'backend: announcement',
    ]);
    expect(skipped[0]?.detail).toBe('it takes "backend: liveness", which did not pass');
    expect(results.filter(({ outcome }) => outcome === 'passed').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['frontend: page in Arabic', 'frontend to backend: clean-up']),
    );
  });

  it('not the removal of what may have been written', async () => {
    platform.wrong.set('PUT /api/v1/drills/{id}', status(503));
    expect((await ask(platform)).map(({ name }) => name)).toContain('backend: clean-up');
  });
});
