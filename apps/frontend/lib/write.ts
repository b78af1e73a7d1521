import type { Problem, Session } from './api-types.ts';

/** What came of a write. Without a type: no answer at all. */
export type Written =
  | { readonly ok: true }
  | { readonly ok: false; readonly type: string; readonly reference?: string | undefined };

const unreachableType = 'urn:arq:problem:unreachable';

const timeoutMilliseconds = 15_000;

/** Sends JSON in the name of the operator. The CSRF token is fetched each time, so it is always the session's. */
export async function write(path: string, body: unknown, send: typeof fetch = fetch): Promise<Written> {
  try {
    const session = await send('/api/v1/session', { cache: 'no-store', signal: timeout() });
    if (!session.ok) return await readProblem(session);
    const { csrfToken } = (await session.json()) as Session;
    const answer = await send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(csrfToken && { 'X-CSRF-Token': csrfToken }) },
      body: JSON.stringify(body),
      signal: timeout(),
    });
    return answer.ok ? { ok: true } : await readProblem(answer);
  } catch {
    return { ok: false, type: unreachableType };
  }
}

const timeout = () => AbortSignal.timeout(timeoutMilliseconds);

async function readProblem(answer: Response): Promise<Written> {
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) {
    return { ok: false, type: unreachableType };
  }
  const { type, instance } = (await answer.json()) as Problem;
  return { ok: false, type, reference: instance };
}
