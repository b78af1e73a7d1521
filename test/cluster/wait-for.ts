import { setTimeout } from 'node:timers/promises';

/** What is waited for is there, or why it is not yet. */
export type Progress = { readonly done: true } | { readonly done: false; readonly because: string };

/** It is there. */
export const done: Progress = { done: true };

/** It is not there yet. */
export const notYet = (because: string): Progress => ({ done: false, because });

/**
 * Looks until something is there, and says whenever the reason changes why it is not.
 * @param look may throw, which means not yet: API servers restart, and connections break
 * @throws Error after so many seconds, with the last reason
 */
export async function waitFor(
  what: string,
  seconds: number,
  look: () => Progress | Promise<Progress>,
  interval = 3_000,
): Promise<void> {
  const start = Date.now();
  let last = '';
  for (;;) {
    const progress = await attempt(look);
    const passed = Math.round((Date.now() - start) / 1_000);
    if (progress.done) return console.log(`  ${what}: after ${passed} s`);
    if (progress.because !== last) console.log(`  ${what}: not yet after ${passed} s: ${progress.because}`);
    last = progress.because;
    if (passed >= seconds) throw new Error(`${what}: not within ${seconds} s: ${last}`);
    await setTimeout(interval);
  }
}

async function attempt(look: () => Progress | Promise<Progress>): Promise<Progress> {
  try {
    return await look();
  } catch (error) {
    return notYet((error as Error).message.split('\n').slice(0, 3).join(': '));
  }
}
