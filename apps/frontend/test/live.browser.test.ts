import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPage, screenshot, type WatchedPage } from './browser.ts';
import { FakeBackend } from './fake-backend.ts';
import { FrontendProcess } from './frontend-process.ts';
import { ongoing, sampleIncident } from './sample-data.ts';

let backend: FakeBackend;
let frontend: FrontendProcess;
let browser: Browser;
let watched: WatchedPage;

beforeAll(async () => {
  backend = await new FakeBackend().start();
  browser = await launchBrowser();
}, 60_000);

beforeEach(async () => {
  backend.reset();
  frontend = await FrontendProcess.start({ backendUrl: backend.url });
  watched = await openPage(browser);
}, 30_000);

afterEach(async () => {
  await watched.close();
  await frontend.stop();
});

afterAll(async () => {
  await browser?.close();
  await backend?.stop();
});

const open = async (path = '/en') => {
  await watched.page.goto(`${frontend.url}${path}`);
  return watched.page;
};

describe('while the stream is there', () => {
  it('shows and announces a change of state', async () => {
    const page = await open();
    await page.waitForSelector('[data-mode="live"]');
    backend.change({ redis: 'outage' });
    await page.getByRole('heading', { name: 'There is an outage' }).waitFor();
    expect(await page.locator('.tier', { hasText: 'Redis' }).locator('.badge').innerText()).toBe('Outage');
    await page.locator('[aria-live]', { hasText: 'Overall state: There is an outage' }).waitFor({ state: 'attached' });
    expect(watched.complaints).toEqual([]);
  });

  it('keeps what the frontend measures of itself', async () => {
    const page = await open();
    await page.waitForSelector('[data-mode="live"]');
    backend.change({});
    await page.waitForResponse(/\/latency$/);
    await page.locator('.tier', { hasText: 'Frontend' }).locator('.latency-line').waitFor({ state: 'attached' });
  });

  it('adds an incident that begins', async () => {
    const page = await open();
    await page.waitForSelector('[data-mode="live"]');
    backend.open(sampleIncident(40, { ...ongoing, alert: 'ArqBackendDown', startedAt: new Date().toISOString() }));
    await page.getByRole('link', { name: 'ArqBackendDown' }).waitFor();
    expect(await page.locator('.incident').count()).toBe(3);
  });

  it('renders the list anew', async () => {
    const page = await open('/en/incidents');
    await page.waitForSelector('[data-mode="live"]');
    backend.open(sampleIncident(40, { ...ongoing, alert: 'ArqBackendDown' }));
    await page.getByRole('link', { name: 'ArqBackendDown' }).waitFor();
  });

  it('hangs up when the page is left', async () => {
    const page = await open();
    await page.waitForSelector('[data-mode="live"]');
    expect(backend.streams).toBe(1);
    await page.goto('about:blank');
    await expect(eventually(() => backend.streams === 0)).resolves.toBe(true);
  });
});

describe('while the stream is away', () => {
  it('polls, and says so', async () => {
    backend.streamWorks = false;
    const page = await open();
    await page.waitForSelector('[data-mode="polling"]');
    expect(await page.locator('.freshness').innerText()).toContain('Polling');
    expect(backend.requests.filter(({ url }) => url === '/api/v1/status').length).toBeGreaterThan(1);
    await screenshot(page, 'status-polling');
  });
});

describe('while the backend is away', () => {
  it('shows the last known state of the server', async () => {
    await open();
    await backend.stop();
    await watched.close();
    watched = await openPage(browser);
    const page = await open();
    expect(await page.locator('[data-notice="away"]').innerText()).toContain('last known state');
    expect(await page.locator('h1').innerText()).toBe('Last known: All systems operational');
    await page.locator('.freshness', { hasText: 'Offline – last known state of' }).waitFor();
    await screenshot(page, 'status-away');
    await backend.start();
  });

  it('says that it knows nothing where that is so, and recovers', async () => {
    await backend.stop();
    const page = await open('/ar');
    expect(await page.locator('h1').innerText()).toBe('الحالة غير معروفة');
    await screenshot(page, 'status-unknown');
    await backend.start();
    await page.locator('[data-mode="live"], [data-mode="polling"]').waitFor({ timeout: 20_000 });
    await page.getByRole('heading', { name: 'جميع الأنظمة تعمل' }).waitFor();
    await page.getByRole('link', { name: 'ArqRedisDown' }).waitFor();
  }, 40_000);

  it('notices that the backend goes away', async () => {
    const page = await open();
    await page.waitForSelector('[data-mode="live"]');
    await backend.stop();
    await page.locator('.banner [data-mode="offline"]').waitFor({ timeout: 20_000 });
    await page.locator('[data-notice="away"]').waitFor();
    await backend.start();
  }, 40_000);

  it('does not wait long for one that is frozen', async () => {
    await open();
    backend.frozen = true;
    const answer = await fetch(`${frontend.url}/en`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('The backend does not answer');
  });
});

async function eventually(condition: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 100 && !condition(); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return condition();
}
