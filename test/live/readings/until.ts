import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Looks every half a second until something is as expected.
 * @param what what is waited for, for the message
 * @param look throws or returns what differs; `undefined` once nothing does
 * @throws Error with the last difference, after the given number of seconds
 */
export async function until(
  what: string,
  seconds: number,
  look: () => Promise<string | undefined> | string | undefined,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    let difference: string | undefined;
    try {
      difference = await look();
    } catch (error) {
      difference = String(error);
    }
    if (difference === undefined) return;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s; ${difference}`);
    await sleep(500);
  }
}

/** How two sets of names differ, in words; `undefined` if they do not. */
export function difference(actual: readonly string[], expected: readonly string[]): string | undefined {
  const [is, should] = [actual, expected].map((names) => [...new Set(names)].sort().join(', '));
  return is === should ? undefined : `there is {${is}}, expected was {${should}}`;
}
