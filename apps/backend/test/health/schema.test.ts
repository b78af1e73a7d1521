import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgresForTests, type TestServer } from '../../../../dev/test-servers.ts';
import { migrate, startBackend } from '../support/backend.ts';

let database: TestServer;
beforeAll(async () => {
  database = await postgresForTests();
}, 60_000);
afterAll(() => database?.close());

describe('a release that is rolled out before its migrations', () => {
  it('takes no traffic until they have run', async () => {
    const backend = await startBackend({ database, migrate: false, waitFor: 'listening' });
    const readiness = async () => (await fetch(`${backend.url}/api/v1/health/readiness`)).json();
    let answer = (await readiness()) as { checks: { database: string } };
    for (let tries = 0; answer.checks.database !== 'refused' && tries < 50; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      answer = (await readiness()) as { checks: { database: string } };
    }
    expect(answer).toMatchObject({ status: 'starting', checks: { database: 'refused', redis: 'ok' } });
    expect((await fetch(`${backend.url}/api/v1/incidents`)).status).toBe(503);
    await migrate(database);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await readiness()).toMatchObject({ status: 'ok' });
    await backend.stop();
  }, 60_000);
});
