import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { postgresForTests, redisForTests, type TestServer } from '../../../../dev/test-servers.ts';
import { type Backend, type BackendOptions, migrate, nobody, startBackend, until } from '../support/backend.ts';
import { expectProblem } from '../support/problem.ts';
import { type PlainAnswer, sendPlain } from '../support/raw-request.ts';

jest.setTimeout(60_000);

/** Sign-in has the least limit: 20 a minute. */
const path = '/api/v1/auth/login';
const limit = 20;

let database: TestServer;
let redis: TestServer;
beforeAll(async () => {
  database = await postgresForTests();
  await migrate(database);
});
afterAll(() => database.close());

const running: { stop(): Promise<unknown> }[] = [];
const start = async (options: BackendOptions = {}): Promise<Backend> => {
  const backend = await startBackend({ database, redis, migrate: false, ...options });
  running.push(backend);
  return backend;
};
const servers: TestServer[] = [];
async function newRedis(): Promise<void> {
  redis = await redisForTests();
  servers.push(redis);
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((backend) => backend.stop()));
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const ask = (backend: Backend, headers: Record<string, string> = {}) => sendPlain(backend.port, { path, headers });

async function several(
  count: number,
  backend: Backend,
  headersOf: (index: number) => Record<string, string> = () => ({}),
) {
  const answers: PlainAnswer[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await ask(backend, headersOf(index)));
  return answers;
}

const refused = (answers: readonly PlainAnswer[]) => answers.filter(({ status }) => status === 429);

describe('a caller', () => {
  it('is turned away for the rest of the minute, with a word on when to come back', async () => {
    await newRedis();
    const backend = await start();
    const answers = await several(limit + 3, backend);

    expect(refused(answers.slice(0, limit))).toEqual([]);
    expect(refused(answers)).toHaveLength(3);
    const last = answers.at(-1) as PlainAnswer;
    expectProblem(last, 'rate-limited');
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(last.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(answers[0]?.headers).toHaveProperty('ratelimit');
    expect(answers[0]?.headers).toHaveProperty('ratelimit-policy');
    // The other limits are theirs alone, and probes have none.
    expect((await sendPlain(backend.port, { path: '/api/v1/status' })).status).toBe(200);
    expect((await sendPlain(backend.port, { path: '/api/v1/health' })).headers).not.toHaveProperty('ratelimit');
    expect(await (await fetch(backend.metricsUrl)).text()).toContain('arq_rate_limited_total{limit="sign-in"} 3');
  });

  it('is counted by all replicas together', async () => {
    await newRedis();
    const [one, other] = [await start(), await start()];
    expect(refused(await several(limit, one))).toEqual([]);
    const answer = await until(async () => {
      const answer = await ask(other);
      return answer.status === 429 ? answer : undefined;
    });
    expectProblem(answer, 'rate-limited');
    // One that has just started has heard nothing; what it counts is added to what the others did.
    const { headers } = await ask(one);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
  });

  it('is not limited where that is switched off', async () => {
    await newRedis();
    const backend = await start({ env: { RATE_LIMITS: 'false' } });
    const answers = await several(limit + 3, backend);
    expect(refused(answers)).toEqual([]);
    expect(answers[0]?.headers).not.toHaveProperty('ratelimit');
  });

  it('is served while Redis is away', async () => {
    const backend = await start({ redis: nobody.redis, waitFor: 'listening' });
    const answers = await several(5, backend);
    expect(refused(answers)).toEqual([]);
    expect(answers.every(({ status }) => status === 403)).toBe(true);
    expect((await sendPlain(backend.port, { path: '/api/v1/status' })).status).toBe(200);
  });
});

describe('the address of a caller', () => {
  it('is that of the connection where no proxy is trusted, whatever a header says', async () => {
    await newRedis();
    const backend = await start();
    const forged = (index: number) => ({
      'X-Forwarded-For': `203.0.113.${index}`,
      Forwarded: `for=203.0.113.${index}`,
      'X-Real-IP': `203.0.113.${index}`,
    });
    expect(refused(await several(limit + 1, backend, forged))).toHaveLength(1);
    expect(backend.text()).not.toMatch(/ValidationError|ERR_ERL|203\.0\.113/);
  });

  it('is what a trusted proxy says', async () => {
    await newRedis();
    const backend = await start({ env: { TRUST_PROXY: 'loopback' } });
    const from = (address: string) => () => ({ 'X-Forwarded-For': address });
    expect(refused(await several(limit + 1, backend, from('203.0.113.1')))).toHaveLength(1);
    expect(refused(await several(1, backend, from('203.0.113.2')))).toEqual([]);
  });

  it('is what the trusted proxy has added, not what it was told', async () => {
    await newRedis();
    const backend = await start({ env: { TRUST_PROXY: 'loopback' } });
    const forged = (index: number) => ({ 'X-Forwarded-For': `198.51.100.${index}, 203.0.113.7` });
    expect(refused(await several(limit + 1, backend, forged))).toHaveLength(1);
    const nonsense = await several(3, backend, () => ({ 'X-Forwarded-For': 'unknown, "><script>, ::::' }));
    expect(nonsense.every(({ status }) => status < 500)).toBe(true);
    expect(backend.text()).not.toMatch(/ValidationError|ERR_ERL/);
  });
});
