import { afterAll } from '@jest/globals';

const opened: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of opened.splice(0).reverse()) await close();
}, 60_000);

/** Closes something when the tests of this file are over, the last one first. */
export function closeLater<T extends { close(): unknown } | { stop(): unknown }>(thing: T): T {
  opened.push(() => ('close' in thing ? thing.close() : thing.stop()));
  return thing;
}
