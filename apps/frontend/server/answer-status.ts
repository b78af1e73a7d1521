import { headers } from 'next/headers';
import { runtime } from './runtime.ts';

/** Carries the number of the answer from the server to the page; what a client sends under this name is overwritten. */
export const answerHeader = 'x-arq-answer';

/**
 * Makes the page's status 404. Next.js's own `notFound()` sends an empty document that only JavaScript fills; this way
 * the page is there for everybody.
 */
export async function markNotFound(): Promise<void> {
  const answer = (await headers()).get(answerHeader);
  const response = answer === null ? undefined : runtime().openResponses.get(answer);
  if (response && !response.headersSent) response.statusCode = 404;
}
