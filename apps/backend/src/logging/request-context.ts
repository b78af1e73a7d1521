import { AsyncLocalStorage } from 'node:async_hooks';

/** The request that is being served, wherever the code happens to be. */
const storage = new AsyncLocalStorage<string>();

/** Runs the rest of a request under its id. */
export function withRequestId<T>(id: string, run: () => T): T {
  return storage.run(id, run);
}

export function currentRequestId(): string | undefined {
  return storage.getStore();
}
