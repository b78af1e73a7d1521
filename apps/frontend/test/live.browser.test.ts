import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage, screenshot, type WatchedPage } from './browser.ts';
import { FakeBackend } from './fake-backend.ts';
import { FrontendProcess } from './frontend-process.ts';
import { ongoing, sampleIncident, sampleStatus } from './sample-data.ts';

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

  it('shows what happened between the rendering and the stream', async () => {
    const { page } = watched;
    // Held back until something has happened.
    let release = () => {};
    const happened = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/api/v1/status/stream', async (route) => {
      await happened;
      await route.continue();
    });
    await page.goto(`${frontend.url}/en/incidents`);
    backend.open(sampleIncident(40, { ...ongoing, alert: 'ArqBackendDown' }));
    release();
    await page.getByRole('link', { name: 'ArqBackendDown' }).waitFor();
  });

  it('renders once for many events', async () => {
    const page = await open('/en/incidents');
    await page.waitForSelector('[data-mode="live"]');
    await page.waitForTimeout(3_000);
    const before = listed();
    for (let index = 40; index < 60; index += 1) backend.open(sampleIncident(index, ongoing));
    await page.waitForTimeout(3_500);
    expect(listed() - before).toBe(1);
  });

  it('hangs up while nobody sees the page, and then shows what happened', async () => {
    const page = await open();
    await page.waitForSelector('[data-mode="live"]');
    await setVisibility(page, 'hidden');
    await expect(eventually(() => backend.streams === 0)).resolves.toBe(true);
    backend.open(sampleIncident(40, { ...ongoing, alert: 'ArqBackendDown' }));
    await setVisibility(page, 'visible');
    await page.getByRole('link', { name: 'ArqBackendDown' }).waitFor();
    expect(backend.streams).toBe(1);
    expect(watched.complaints).toEqual([]);
  });

  it('sorts what goes on by its weight from the start, and counts what it does not show', async () => {
    backend.incidents = Array.from({ length: 103 }, (_, index) =>
      sampleIncident(index, { ...ongoing, severity: index === 90 ? 'critical' : 'info', alert: `Alert${index}` }),
    );
    backend.status = { ...backend.status, incidents: { open: 103, acknowledged: 0 } };
    const page = await open();
    expect(await page.locator('.incident-title').first().innerText()).toBe('Alert90');
    expect(await page.locator('.incident').count()).toBe(100);
    expect(await page.getByRole('link', { name: 'and 3 more' }).getAttribute('href')).toBe(
      '/en/incidents?state=ongoing',
    );
  });

  it('names the worst tier, and since when', async () => {
    backend.status = sampleStatus({ redis: 'outage' });
    const page = await open();
    expect(await page.locator('.banner-worst').innerText()).toMatch(/^Redis · since .*\d\d:\d\d$/);
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

  it.each(['/en', '/en/incidents'])(
    'shows new incidents on %s',
    async (path) => {
      backend.streamWorks = false;
      const page = await open(path);
      await page.waitForSelector('[data-mode="polling"]');
      backend.open(sampleIncident(40, { ...ongoing, alert: 'ArqBackendDown' }));
      await page.getByRole('link', { name: 'ArqBackendDown' }).waitFor({ timeout: 45_000 });
    },
    60_000,
  );
});

describe('while a part cannot be answered', () => {
  it.each(['/en', '/en/incidents', '/en/incidents/00000000-0000-4000-8000-000000000000'])(
    'keeps trying on %s until it can',
    async (path) => {
      backend.failing.set('/api/v1/incidents', 503);
      const page = await open(path);
      await page.waitForSelector('.freshness');
      expect(await page.getByText('ArqRedisDown').count()).toBe(0);
      await page.waitForTimeout(3_000);
      backend.failing.clear();
      await page.getByText('ArqRedisDown').first().waitFor({ timeout: 30_000 });
      expect(await page.locator('[data-notice="away"]').count()).toBe(0);
      await page.waitForSelector('[data-mode="live"]');
    },
    60_000,
  );

  it('says that it is asked too often, and not that nobody answers', async () => {
    backend.failing.set('/api/v1/incidents', 429);
    const page = await open('/en/incidents');
    expect(await page.locator('[data-notice="limited"]').innerText()).toContain('Too many requests');
    expect(await page.getByText('The backend does not answer').count()).toBe(0);
  });

  it('says on the status page that it is asked too often', async () => {
    backend.failing.set('/api/v1/status', 429);
    const page = await open();
    await page.waitForSelector('[data-mode="limited"]');
    expect(await page.locator('[data-notice="limited"]').innerText()).toContain('Too many requests');
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
    expect(await page.locator('.tier .badge').first().innerText()).toBe('Last known: Operational');
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

const listed = () => backend.requests.filter(({ url }) => url.startsWith('/api/v1/incidents?')).length;

/** As if the reader had gone to another tab, which a browser without windows has no notion of. */
async function setVisibility(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

async function eventually(condition: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 100 && !condition(); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return condition();
}
