import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { accessibilityViolations, launchBrowser, openPage, screenshot } from './browser.ts';
import { FakeBackend } from './fake-backend.ts';
import { FrontendProcess } from './frontend-process.ts';

const incident = '00000000-0000-4000-8000-000000000001';
const pages = [
  { name: 'status', path: '', status: 200 },
  { name: 'incidents', path: '/incidents', status: 200 },
  { name: 'incidents-none', path: '/incidents?state=open&severity=info', status: 200 },
  { name: 'incident', path: `/incidents/${incident}`, status: 200 },
  { name: 'incident-missing', path: '/incidents/00000000-0000-4000-8000-999999999999', status: 404 },
  { name: 'not-found', path: '/nothing/here', status: 404 },
] as const;
const languages = ['en', 'ar'] as const;
const themes = ['light', 'dark'] as const;

let backend: FakeBackend;
let frontend: FrontendProcess;
let browser: Browser;

beforeAll(async () => {
  backend = await new FakeBackend().start();
  backend.reset();
  backend.change({ redis: 'outage', backend: 'degraded' });
  frontend = await FrontendProcess.start({ backendUrl: backend.url });
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await frontend?.stop();
  await backend?.stop();
});

const cases = pages.flatMap((page) =>
  languages.flatMap((language) => themes.map((theme) => ({ ...page, language, theme }))),
);

describe('each page, in each language and theme', () => {
  it.each(cases)(
    '$name in $language, $theme',
    async ({ name, path, status, language, theme }) => {
      // The theme comes once from the system and once from the choice, so that both ways are walked.
      const { page, complaints, close } = await openPage(browser, { colorScheme: 'light' });
      await page.context().addCookies([{ name: 'arq-theme', value: theme, url: frontend.url }]);
      const answer = await page.goto(`${frontend.url}/${language}${path}`);
      expect(answer?.status()).toBe(status);
      expect(await page.getAttribute('html', 'lang')).toBe(language);
      expect(await page.getAttribute('html', 'dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
      expect(await page.title()).toMatch(/arQ/);
      const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      expect(ground).toBe(theme === 'light' ? 'rgb(245, 246, 250)' : 'rgb(10, 12, 18)');
      if (status === 200) await page.waitForSelector('[data-mode="live"]');
      expect(await accessibilityViolations(page)).toEqual([]);
      await screenshot(page, `${name}-${language}-${theme}`);

      await page.setViewportSize({ width: 320, height: 640 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(await accessibilityViolations(page)).toEqual([]);
      await screenshot(page, `${name}-${language}-${theme}-320`);
      expect(complaints.filter((text) => !(status === 404 && text.includes('404 (Not Found)')))).toEqual([]);
      await close();
    },
    30_000,
  );
});

describe('without JavaScript', () => {
  it.each(languages)('shows the status in %s', async (language) => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${frontend.url}/${language}`);
    expect(await page.locator('.tier').count()).toBe(4);
    expect(await page.locator('.incident').count()).toBe(2);
    expect(await page.locator('.uptime-day').count()).toBe(360);
    expect(await page.locator('[data-notice="no-script"]').innerText()).toContain('UTC');
    expect(await page.locator('.footer').innerText()).toContain('UTC');
    await close();
  });

  it('filters and pages by links', async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${frontend.url}/en/incidents`);
    expect(await page.locator('.incident').count()).toBe(20);
    // Without scripts a link leads to another document, which takes its time.
    const follow = async (name: string, search: RegExp) => {
      await page.getByRole('link', { name }).click();
      await page.waitForURL(search, { waitUntil: 'load' });
    };
    await follow('Older incidents', /cursor=/);
    expect(await page.locator('.incident').count()).toBe(12);
    await follow('Latest incidents', /incidents$/);
    await follow('Critical', /\?severity=critical$/);
    expect(new Set(await page.locator('.incident .badge:first-child').allInnerTexts())).toEqual(new Set(['Critical']));
    await follow('Ongoing', /\?severity=critical&state=ongoing$/);
    expect(await page.locator('.incident').count()).toBe(1);
    await close();
  });

  it('keeps the appearance that is chosen', async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${frontend.url}/en/incidents?state=open&severity=info`);
    await page.getByRole('button', { name: 'Dark' }).click();
    expect(page.url()).toBe(`${frontend.url}/en/incidents?state=open&severity=info`);
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
    await close();
  });

  it('answers what is missing with a page', async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false });
    const answer = await page.goto(`${frontend.url}/ar/nothing`);
    expect(answer?.status()).toBe(404);
    expect(await page.locator('h1').innerText()).toBe('لا شيء هنا');
    await close();
  });
});

describe('uptime', () => {
  it('tells days without data from days without downtime', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${frontend.url}/en`);
    const tier = page.locator('.tier').first();
    expect(await tier.locator('.uptime-day[data-level="unknown"]').count()).toBe(5);
    expect(await tier.locator('.uptime-day title').first().textContent()).toMatch(/: no data$/);
    expect(await tier.locator('.uptime-bars').getAttribute('aria-label')).toBe(
      '100% uptime over the last 85 days · no data for 5 days',
    );
    expect(await tier.locator('.uptime-scale').innerText()).toContain('89 days ago');
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await tier.locator('.uptime-scale').innerText()).toContain('29 days ago');
    expect(await tier.locator('.uptime-scale').innerText()).not.toContain('89');
    await close();
  });
});

describe('facts of an incident', () => {
  it('are said once, with a point between them', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${frontend.url}/en/incidents`);
    const facts = await page.locator('.incident-facts').allInnerTexts();
    expect(facts[0]).toMatch(/^Redis · Ongoing for \d+ minutes$/);
    expect(facts[2]).toMatch(/^Database · .* ago · Lasted 18 minutes$/);
    await close();
  });
});

describe('a page that cannot be rendered', () => {
  it.each([
    ['en', 'This page could not be shown'],
    ['ar', 'تعذّر عرض هذه الصفحة'],
  ])('says so in %s, and is one line in the log', async (language, title) => {
    const { status } = backend;
    const { page, close } = await openPage(browser);
    backend.status = { ...status, tiers: null } as unknown as typeof status;
    const before = errorLines().length;
    const answer = await page.goto(`${frontend.url}/${language}`);
    backend.status = status;
    expect(answer?.status()).toBe(500);
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(errorLines().slice(before)).toEqual([
      expect.objectContaining({
        level: 'error',
        message: 'request failed',
        route: '/[lang]',
        reference: expect.any(String),
      }),
    ]);
    await page.getByRole('button').last().click();
    await page.locator('.tier').first().waitFor();
    await close();
  });
});

const errorLines = () =>
  frontend.output
    .split('\n')
    .filter((line) => line.includes('"level":"error"'))
    .map((line) => JSON.parse(line) as unknown);

describe('language', () => {
  it('follows the browser, then the choice, and keeps the page', async () => {
    const { page, complaints, close } = await openPage(browser, { locale: 'ar-SA' });
    await page.goto(`${frontend.url}/incidents?state=open`);
    expect(page.url()).toBe(`${frontend.url}/ar/incidents?state=open`);
    await page.getByRole('link', { name: /English/ }).click();
    await page.waitForURL(`${frontend.url}/en/incidents?state=open`);
    await page.goto(`${frontend.url}/`);
    expect(page.url()).toBe(`${frontend.url}/en`);
    expect(complaints).toEqual([]);
    await close();
  });
});
