import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { accessibilityViolations, launchBrowser, openPage, screenshot, type WatchedPage } from './browser.ts';
import { FakeBackend } from './fake-backend.ts';
import { FrontendProcess } from './frontend-process.ts';

const path = '/incidents/00000000-0000-4000-8000-000000000000';

let backend: FakeBackend;
let frontend: FrontendProcess;
let browser: Browser;
let watched: WatchedPage;

beforeAll(async () => {
  backend = await new FakeBackend().start();
  frontend = await FrontendProcess.start({ backendUrl: backend.url });
  browser = await launchBrowser();
}, 60_000);

beforeEach(async () => {
  backend.reset();
  watched = await openPage(browser);
});

afterEach(() => watched.close());

afterAll(async () => {
  await browser?.close();
  await frontend?.stop();
  await backend?.stop();
});

const open = async (language = 'en') => {
  await watched.page.goto(`${frontend.url}/${language}${path}`);
  await watched.page.waitForSelector('[data-mode="live"]');
  return watched.page;
};
const written = () => backend.requests.filter(({ method }) => method === 'POST');

describe('a signed-in operator', () => {
  beforeEach(() => backend.signIn());

  it('acknowledges, with the token of the session', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.locator('.outcome', { hasText: 'The incident is acknowledged.' }).waitFor();
    await page.locator('.incident-head .badge', { hasText: 'Acknowledged' }).waitFor();
    expect(await page.getByRole('button', { name: 'Acknowledge' }).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('The incident is acknowledged.');
    expect(await page.getByTestId('announcements').innerText()).toBe('');
    expect(written()).toEqual([
      expect.objectContaining({
        url: `/api/v1${path}/acknowledge`,
        body: '{}',
        headers: expect.objectContaining({ 'x-csrf-token': backend.csrfToken, 'content-type': 'application/json' }),
      }),
    ]);
    expect(watched.complaints).toEqual([]);
  });

  it('comments and resolves by keyboard alone', async () => {
    const page = await open('ar');
    await page.getByRole('textbox').focus();
    await page.keyboard.type('أُعيد تشغيل الخدمة');
    for (const _ of ['acknowledge', 'resolve', 'comment']) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.comment', { hasText: 'أُعيد تشغيل الخدمة' }).waitFor();
    await page.getByRole('button', { name: 'إغلاق الحادث' }).press('Enter');
    await page.locator('.incident-head .badge', { hasText: 'مغلق' }).waitFor();
    expect(written().map(({ url, body }) => [url.split('/').at(-1), body])).toEqual([
      ['comments', '{"comment":"أُعيد تشغيل الخدمة"}'],
      ['resolve', '{}'],
    ]);
  });

  it('is told what the backend refuses, in their language', async () => {
    const page = await open('ar');
    backend.incidents = backend.incidents.map((incident) => ({ ...incident, state: 'resolved' }));
    await page.getByRole('button', { name: 'تولّي المعالجة' }).click();
    await page.locator('.outcome[data-ok="false"]', { hasText: 'سبقك أحدهم' }).waitFor();
    expect(await page.locator('.outcome').innerText()).toContain('request-of-the-test');
  });

  it('is told that a comment is missing', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Comment' }).click();
    await page.locator('.outcome', { hasText: 'Write a comment first.' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('comment');
    expect(written()).toEqual([]);
  });

  it('sees labels, on a page without violations', async () => {
    const page = await open('ar');
    expect(await page.locator('.labels li').allInnerTexts()).toContain('alertname=ArqRedisDown');
    expect(await accessibilityViolations(page)).toEqual([]);
    await screenshot(page, 'incident-operator-ar');
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });

  it('keeps the focus on the button while a comment is sent', async () => {
    const page = await open();
    await page.getByRole('textbox').fill('x');
    await page.getByRole('button', { name: 'Comment' }).press('Enter');
    await page.locator('.outcome', { hasText: 'The comment is saved.' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Comment');
  });

  it('hears of what others do', async () => {
    const page = await open();
    const [incident] = backend.incidents;
    if (!incident) throw new Error('The backend has incidents');
    backend.open({ ...incident, state: 'acknowledged' });
    await page
      .getByTestId('announcements')
      .filter({ hasText: 'ArqRedisDown: Acknowledged' })
      .waitFor({ state: 'attached' });
  });

  it('is told that signing out failed', async () => {
    const page = await open();
    backend.failing.set('/api/v1/auth/logout', 503);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('.operator [role="status"]', { hasText: 'The backend cannot reach what it needs.' }).waitFor();
    expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(1);
  });

  it('cannot send a comment without JavaScript, into an address least of all', async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${frontend.url}/en${path}`);
    expect(await page.locator('form:has(textarea)').getAttribute('method')).toBe('post');
    for (const name of ['Acknowledge', 'Resolve', 'Comment']) {
      expect(await page.getByRole('button', { name }).isDisabled()).toBe(true);
    }
    await close();
  });

  it('signs out', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('header').getByRole('link', { name: 'Sign in' }).waitFor();
    expect(written()[0]?.url).toBe('/api/v1/auth/logout');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Sign in');
  });
});

describe('everybody else', () => {
  it('can sign in, and comes back to the page', async () => {
    const page = await open();
    const link = page.locator('header').getByRole('link', { name: 'Sign in' });
    expect(await link.getAttribute('href')).toBe(`/api/v1/auth/login?returnTo=${encodeURIComponent(`/en${path}`)}`);
    expect(await page.getByRole('textbox').count()).toBe(0);
    await page.goto(`${frontend.url}/en/incidents?state=open&signIn=cancelled`);
    expect(await link.getAttribute('href')).toBe(
      `/api/v1/auth/login?returnTo=${encodeURIComponent('/en/incidents?state=open')}`,
    );
  });

  it('never gets the labels that an operator saw', async () => {
    backend.signIn();
    await open();
    backend.signOut();
    await backend.stop();
    const page = await (await fetch(`${frontend.url}/en${path}`)).text();
    await backend.start();
    expect(page).toContain('ArqRedisDown');
    expect(page).not.toContain('10.0.3.17');
  });

  it.each([
    ['provider-not-configured', 'no identity provider is set up here'],
    ['provider-unavailable', 'the identity provider does not answer'],
  ] as const)('reads why nobody can sign in: %s', async (reason, text) => {
    backend.session = { operator: null, csrfToken: null, writes: { enabled: false, reason } };
    const page = await open();
    expect(await page.locator('.panel', { hasText: 'What operators can do' }).innerText()).toContain(text);
    expect(await page.getByRole('link', { name: 'Sign in' }).count()).toBe(0);
  });
});

describe('the keyboard', () => {
  it('gets past the navigation, and shows where it is', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
    const outline = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement && getComputedStyle(activeElement).outlineStyle;
    });
    expect(outline).toBe('solid');
  });

  it('chooses the appearance', async () => {
    const page = await open();
    const kept = page.waitForResponse(/preferences\/theme$/);
    await page.getByRole('button', { name: 'Dark' }).press('Enter');
    await page.waitForSelector('html[data-theme="dark"]');
    await kept;
    await page.waitForSelector('button[value="dark"][aria-pressed="true"]');
    await page.reload();
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
  });
});
