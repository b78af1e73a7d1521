import { createHmac, randomBytes } from 'node:crypto';
import { alert, group } from '../../support/alerts.ts';
import { type Backend, secrets } from '../../support/backend.ts';

/**
 * What can be asked: the two probes, a page that reads from PostgreSQL, Alertmanager's delivery that writes to it, the status
 * page that shows whatever is known, and a route that reads a session from Redis, if the
 * backend runs `withSessions`.
 */
export type Question = 'liveness' | 'readiness' | 'read' | 'write' | 'status' | 'session';

/** How a question was answered. */
export interface Answer {
  readonly question: Question;
  /** 0 where the connection broke, or after half a minute without an answer. */
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  readonly retryAfter: string | null;
  /** Milliseconds on the clock of `performance.now()`. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Sessions are read only where somebody can sign in; that the provider is away does not matter to them. */
export const withSessions = { OIDC_ISSUER: 'http://127.0.0.1:1', OIDC_CLIENT_ID: 'arq' } as const;

const patienceMilliseconds = 30_000;

/** Asks once. Never rejects. */
export async function ask(backend: Pick<Backend, 'url'>, question: Question): Promise<Answer> {
  const startedAt = performance.now();
  const { path, ...init } = requests[question]();
  try {
    const signal = AbortSignal.timeout(patienceMilliseconds);
    const response = await fetch(`${backend.url}${path}`, { ...init, signal });
    const body = await response.text();
    const contentType = response.headers.get('content-type') ?? '';
    const retryAfter = response.headers.get('retry-after');
    return { question, status: response.status, body, contentType, retryAfter, startedAt, endedAt: performance.now() };
  } catch (error) {
    const body = `${(error as Error).message}: ${(error as Error).cause}`;
    return { question, status: 0, body, contentType: '', retryAfter: null, startedAt, endedAt: performance.now() };
  }
}

const requests: Readonly<Record<Question, () => RequestInit & { path: string }>> = {
  liveness: () => ({ path: '/api/v1/health' }),
  readiness: () => ({ path: '/api/v1/health/readiness' }),
  read: () => ({ path: '/api/v1/incidents?limit=5' }),
  status: () => ({ path: '/api/v1/status' }),
  session: () => ({ path: '/api/v1/session', headers: { Cookie: `arq-session=${signedSession()}` } }),
  write: () => ({
    path: '/api/v1/alerts',
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secrets.alerts}` },
    body: JSON.stringify(group([alert()])),
  }),
};

/** A session that Redis has to be asked for, since its signature is good. */
function signedSession(): string {
  const id = randomBytes(24).toString('base64url');
  const signature = createHmac('sha256', secrets.session).update(id).digest('base64').replace(/=+$/, '');
  return encodeURIComponent(`s:${id}.${signature}`);
}
