import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { LiveStack } from '../stack/live-stack.ts';

/** The status page, open in a browser all the time. */
export class OpenPage {
  private readonly browser: Browser;
  private readonly page: Page;

  /** @throws Error if Chromium is not installed */
  static async open({ urls }: LiveStack): Promise<OpenPage> {
    // Containers have no user namespaces for the sandbox, and the pages are our own.
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, deviceScaleFactor: 1 });
    // The page learns of things within seconds, but two stacks and a browser on two cores have to wait for each other.
    page.setDefaultTimeout(90_000);
    await page.goto(`${urls.frontend}/en`);
    await page.locator('[data-mode="live"]').first().waitFor();
    return new OpenPage(browser, page);
  }

  private constructor(browser: Browser, page: Page) {
    this.browser = browser;
    this.page = page;
  }

  /** Waits until the page tells of an outage by an alert, without being loaded again. */
  async showsOutage(alert: string): Promise<void> {
    await this.page.getByRole('heading', { name: 'There is an outage' }).waitFor();
    await this.page.getByRole('link', { name: alert }).first().waitFor();
  }

  /** Waits until it tells that all is well. */
  async showsNone(): Promise<void> {
    try {
      await this.page.getByRole('heading', { name: 'All systems operational' }).waitFor();
    } catch (error) {
      throw new Error(`the page says:\n${await this.page.getByRole('main').innerText()}`, { cause: error });
    }
  }

  /** Keeps a picture of what is to be seen for the documentation, if `UPDATE_SCREENSHOT` is 1. */
  async keep(path: string): Promise<void> {
    if (process.env['UPDATE_SCREENSHOT'] === '1') await this.page.screenshot({ path });
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

function chromiumPath(): string {
  const given = process.env['CHROMIUM_PATH'];
  if (given) return given;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
  if (!found) throw new Error(`None of ${names.join(', ')} is on PATH: install one, or set CHROMIUM_PATH`);
  return found;
}
