import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { alert, deliver, group, resolved } from '../../apps/backend/test/support/alerts.ts';
import { type Backend, startBackend } from '../../apps/backend/test/support/backend.ts';
import { accessibilityViolations, launchBrowser, openPage, screenshot } from '../../apps/frontend/test/browser.ts';
import { FrontendProcess } from '../../apps/frontend/test/frontend-process.ts';
import { freePort } from '../../dev/servers.ts';
import { type SignIn, startSignIn } from '../../dev/sign-in/provider.ts';
import { postgresForTests, redisForTests, type TestServer } from '../../dev/test-servers.ts';

/** The whole platform, as it is released: both programs, their servers, a sign-in provider and a browser. */
let servers: { database: TestServer; redis: TestServer };
let signIn: SignIn;
let backend: Backend;
let frontend: FrontendProcess;
let browser: Browser;
let startAgain: () => Promise<Backend>;

beforeAll(async () => {
  const [database, redis, port, backendPort] = await Promise.all([
    postgresForTests(),
    redisForTests(),
    freePort(),
    freePort(),
  ]);
  servers = { database, redis };
  const publicUrl = `http://127.0.0.1:${port}`;
  signIn = await startSignIn({ publicUrl });
  startAgain = () =>
    startBackend({
      database,
      redis,
      env: {
        PORT: String(backendPort),
        PUBLIC_URL: publicUrl,
        TRUST_PROXY: 'loopback',
        OIDC_ISSUER: signIn.issuer,
        OIDC_CLIENT_ID: signIn.clientId,
        OIDC_CLIENT_SECRET: signIn.clientSecret,
      },
    });
  backend = await startAgain();
  frontend = await FrontendProcess.start({ backendUrl: backend.url, port });
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await frontend?.stop();
  await backend?.stop();
  await signIn?.close();
  await Promise.all([servers?.database.close(), servers?.redis.close()]);
});

const firing = alert({
  labels: { alertname: 'DatabaseDown', severity: 'critical', tier: 'database' },
  annotations: { summary: 'PostgreSQL does not answer' },
  startsAt: new Date(Date.now() - 120_000).toISOString(),
});

async function open(path: string): Promise<Page> {
  const { page } = await openPage(browser);
  await page.goto(`${frontend.url}${path}`);
  await page.locator('[data-mode="live"]').first().waitFor();
  return page;
}

async function signInAs(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await page.getByPlaceholder(/login/i).fill(name);
  await page.getByPlaceholder(/password/i).fill('any');
  await page.getByRole('button').click();
  await page.waitForURL(`${frontend.url}/**`);
}

describe('an alert', () => {
  let visitor: Page;
  let operator: Page;

  it('appears on open pages by itself', async () => {
    visitor = await open('/ar');
    operator = await open('/en');
    expect(await operator.locator('.incident').count()).toBe(0);
    expect((await deliver(backend.url, group([firing]))).status).toBe(204);
    await operator.getByRole('heading', { name: 'There is an outage' }).waitFor();
    await operator.getByRole('link', { name: 'DatabaseDown' }).waitFor();
    await visitor.getByRole('link', { name: 'DatabaseDown' }).waitFor();
    await screenshot(operator, 'whole-outage');
  });

  it('is acknowledged by whoever signs in with the role', async () => {
    await operator.getByRole('link', { name: 'DatabaseDown' }).click();
    await signInAs(operator, 'Ada');
    await operator.getByRole('textbox').fill('The disk was full. Making room.');
    await operator.getByRole('button', { name: 'Acknowledge' }).click();
    await operator.locator('.incident-head .badge', { hasText: 'Acknowledged' }).waitFor();
    await operator.getByRole('button', { name: 'Comment' }).click();
    await operator.locator('.comment', { hasText: 'The disk was full. Making room.' }).waitFor();
    expect(await accessibilityViolations(operator)).toEqual([]);
    await screenshot(operator, 'whole-operator');
    // And everybody else sees it.
    await visitor.locator('.incident .badge', { hasText: 'قيد المعالجة' }).waitFor();
  });

  it('is not for whoever lacks the role', async () => {
    await visitor.goto(`${frontend.url}/en`);
    await visitor.getByRole('link', { name: 'DatabaseDown' }).click();
    await signInAs(visitor, 'guest');
    await visitor.getByText('Your role does not allow this.').waitFor();
    expect(await visitor.getByRole('button', { name: 'Resolve' }).count()).toBe(0);
  });

  it('leaves when Alertmanager says so, and stays in the history', async () => {
    const status = await open('/en');
    await deliver(backend.url, group([resolved(firing, new Date().toISOString())]));
    await status.getByRole('heading', { name: 'All systems operational' }).waitFor();
    await operator.locator('.incident-head .badge', { hasText: 'Resolved' }).waitFor();
    const tier = status.locator('.tier', { hasText: 'Database' });
    await status.reload();
    await tier.getByText('1 day with downtime').waitFor();
  });

  it('does not go missing while the backend is away', async () => {
    const page = await open('/en');
    await backend.stop('SIGKILL');
    await page.locator('[data-notice="away"]').waitFor({ timeout: 45_000 });
    backend = await startAgain();
    await deliver(backend.url, group([{ ...firing, startsAt: new Date().toISOString() }]));
    await page.getByRole('heading', { name: 'There is an outage' }).waitFor({ timeout: 45_000 });
  }, 120_000);
});

describe('a sign-in that is cancelled', () => {
  it('is explained', async () => {
    const page = await open('/en?signIn=cancelled');
    await page.getByText('the sign-in was cancelled').waitFor();
    const neither = await open('/en?signIn=constructor');
    expect(await neither.locator('[data-notice="sign-in"]').count()).toBe(0);
  });
});
