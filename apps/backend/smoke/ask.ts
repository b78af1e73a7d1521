import type { z } from 'zod';
import { type Attempt, CheckFailure } from './check.ts';

/** Characters of an answer that are read: more than any of ours has. */
const longestAnswer = 8 * 1024 * 1024;
/** Characters of an answer that a report shows. */
const shownCharacters = 300;

export interface Question {
  /** @default GET */
  readonly method?: 'GET' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Statuses of a good answer. @default 200 */
  readonly expected?: readonly number[];
  /** What to look at if the answer is another one. */
  readonly lookAt: string | ((answer: Answer) => string);
}

/** An answer, read to its end. */
export interface Answer {
  readonly asked: string;
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** @throws CheckFailure for any other status than the expected ones; an answer from elsewhere is none either */
export async function ask(attempt: Attempt, question: Question): Promise<Answer> {
  const { method = 'GET', url, headers, body, expected = [200], lookAt } = question;
  const asked = `${method} ${url}`;
  attempt.waitsFor(asked);
  const response = await send(attempt.signal, { method, url, headers, body });
  const text = await textOf(response, asked);
  const answer = { asked, status: response.status, type: response.headers.get('content-type') ?? '', text };
  if (!expected.includes(answer.status)) throw wrong(answer, typeof lookAt === 'string' ? lookAt : lookAt(answer));
  return answer;
}

/** Sends a request on a connection of its own: one that was kept could end at a replica of the release before. */
export function send(
  signal: AbortSignal,
  { method, url, headers = {}, body }: Pick<Question, 'method' | 'url' | 'headers' | 'body'>,
): Promise<Response> {
  const json: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return fetch(url, {
    method: method ?? 'GET',
    headers: { 'User-Agent': 'arq-smoke', Connection: 'close', ...json, ...headers },
    body: body === undefined ? null : JSON.stringify(body),
    redirect: 'manual',
    signal,
  });
}

/** A failure that shows the beginning of the answer. */
export function wrong({ asked, status, text }: Answer, lookAt: string, what = ''): CheckFailure {
  const shown = text.replaceAll(/\s+/g, ' ').trim();
  const beginning = shown.length > shownCharacters ? `${shown.slice(0, shownCharacters)}…` : shown;
  return new CheckFailure({ asked, came: [`${status}`, what, beginning].filter(Boolean).join(', '), lookAt });
}

/** @throws CheckFailure if it is not JSON of that shape */
export function parsed<T>(answer: Answer, schema: z.ZodType<T>, lookAt: string): T {
  let content: unknown;
  try {
    content = JSON.parse(answer.text);
  } catch {
    throw wrong(answer, lookAt, 'no JSON');
  }
  const { success, data, error } = schema.safeParse(content);
  if (success) return data;
  const faults = error.issues.map(({ path, message }) => `${path.join('.') || 'all of it'}: ${message}`);
  throw wrong(answer, lookAt, faults.join('; '));
}

async function textOf({ body, status }: Response, asked: string): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestAnswer) {
      const lookAt = 'what answers there in place of arQ';
      throw new CheckFailure({ asked, came: `${status}, an answer without an end`, lookAt });
    }
  }
  return text;
}
