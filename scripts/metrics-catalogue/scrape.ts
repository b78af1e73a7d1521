import { setTimeout as sleep } from 'node:timers/promises';

const attemptMilliseconds = 250;
const patienceMilliseconds = 60_000;

/**
 * What an exporter shows, once it shows something in particular.
 * @param expected samples without which there is less to learn from it
 * @throws Error with the last answer's beginning if they do not all appear within a minute
 */
export async function scrape(url: string, ...expected: readonly RegExp[]): Promise<string> {
  const deadline = Date.now() + patienceMilliseconds;
  let last = 'no answer';
  while (Date.now() < deadline) {
    try {
      last = await fetchText(url);
      if (expected.every((sample) => sample.test(last))) return last;
    } catch (error) {
      // It does not listen yet, or is not ready.
      last = (error as Error).message;
    }
    await sleep(attemptMilliseconds);
  }
  throw new Error(`${url} does not show ${expected.join(' and ')}; it answers: ${last.slice(0, 500)}`);
}

async function fetchText(url: string): Promise<string> {
  const headers = { Accept: 'text/plain; version=0.0.4' };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(20_000) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text;
}

/** The version that a program tells of itself in its metrics, without what a packager appended; `undefined` if it tells none. */
export function versionIn(text: string): string | undefined {
  return /^\w+_build_info\{[^}]*\bversion="v?(?<version>\d+\.\d+\.\d+)[^"]*"/m.exec(text)?.groups?.['version'];
}
