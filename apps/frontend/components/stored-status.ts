import type { PlatformStatus } from '../lib/api-types.ts';

export interface StoredStatus {
  readonly status: PlatformStatus;
  readonly at: number;
}

const key = 'arq:last-status';

/** Keeps the last known state in the browser, for the time when neither backend nor frontend's memory has one. */
export function storeStatus(known: StoredStatus): void {
  try {
    localStorage.setItem(key, JSON.stringify(known));
  } catch {
    // Full, or switched off by the reader: the page works without.
  }
}

export function recallStatus(): StoredStatus | undefined {
  try {
    const known = JSON.parse(localStorage.getItem(key) ?? 'null') as StoredStatus | null;
    return known?.status?.tiers ? known : undefined;
  } catch {
    return undefined;
  }
}
