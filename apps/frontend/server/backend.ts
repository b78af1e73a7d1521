import { headers } from 'next/headers';
import { runtime } from './runtime.ts';

/**
 * What came of a question to the backend. `stale`: it does not answer, this is its last answer. `limited`: it was asked too
 * often, and this is its last answer, if there is one. `away`: it does not answer, and never did. `refused`: it does not
 * take the question.
 */
export type Answer<T> =
  | { readonly kind: 'fresh' | 'stale' | 'limited'; readonly value: T; readonly at: number }
  | { readonly kind: 'limited' | 'away' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused' };

/** Whether asking again may bring what is missing. */
export const isPending = ({ kind }: Answer<unknown>): boolean =>
  kind === 'stale' || kind === 'limited' || kind === 'away';

/** A reader waits for no longer than this. */
const timeoutMilliseconds = 2000;

export interface Question<T> {
  /** Label in the metrics. */
  readonly endpoint: string;
  readonly path: string;
  /** Makes of an answer what everybody may see; `undefined`: it is not kept. */
  readonly keep?: (value: T) => T;
}

/** Asks the backend in the name of the reader: with their session, their address and the request's id. */
export async function ask<T>({ endpoint, path, keep }: Question<T>): Promise<Answer<T>> {
  const { configuration, metrics, lastKnown, log } = runtime();
  const forwarded = await forwardedHeaders();
  const done = metrics.backendDuration.startTimer({ endpoint });
  const failed = (reason: string): Answer<T> => {
    metrics.backendErrors.inc({ endpoint, reason });
    log.warn('backend cannot be asked', { endpoint, reason, requestId: forwarded['x-request-id'] });
    const known = keep && lastKnown.recall<T>(path);
    const limited = reason === 'status-429';
    if (known) return { kind: limited ? 'limited' : 'stale', ...known };
    return { kind: limited ? 'limited' : 'away' };
  };
  try {
    const response = await fetch(`${configuration.backendUrl}${path}`, {
      cache: 'no-store',
      redirect: 'error',
      headers: { Accept: 'application/json', ...forwarded },
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    if (response.status === 404) return { kind: 'missing' };
    if (response.status === 400) return { kind: 'refused' };
    if (!response.ok) return failed(`status-${response.status}`);
    const value = (await response.json()) as T;
    if (keep) lastKnown.remember(path, keep(value));
    return { kind: 'fresh', value, at: Date.now() };
  } catch (error) {
    return failed(error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable');
  } finally {
    done();
  }
}

async function forwardedHeaders(): Promise<Record<string, string>> {
  const given = await headers();
  const names = ['cookie', 'x-request-id', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'];
  return Object.fromEntries(names.map((name) => [name, given.get(name) ?? '']).filter(([, value]) => value));
}
