import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { describeError } from './log.ts';
import { requestHeaders, responseHeaders } from './proxy-headers.ts';
import { runtime } from './runtime.ts';

const agents = { 'http:': new Agent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) };

/** The backend has this long until it answers; how long its answer then lasts is its own affair. */
const answerMilliseconds = 30_000;

/**
 * Passes a request on to the backend, and its answer back as it comes. Serves where nothing in front of this process
 * sends `/api` to the backend: in development, and in compose.
 */
export async function passToBackend(request: Request): Promise<Response> {
  const { configuration, log } = runtime();
  const { pathname, search } = new URL(request.url);
  const target = new URL(`${configuration.backendUrl}${pathname}${search}`);
  try {
    const answer = await send(request, target).catch((error) => sendAgain(error, request, target));
    return new Response(bodyOf(answer, request), {
      status: answer.statusCode ?? 502,
      headers: responseHeaders(answer.headers),
    });
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    log.warn('backend does not answer', { method: request.method, ...describeError(error) });
    return unavailable(request, isTimeout(error));
  }
}

async function send(request: Request, target: URL): Promise<IncomingMessage> {
  const secure = target.protocol === 'https:';
  const outgoing = (secure ? httpsRequest : httpRequest)(target, {
    agent: secure ? agents['https:'] : agents['http:'],
    method: request.method,
    headers: requestHeaders(request.headers, target, request.body !== null),
    signal: request.signal,
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    // Stays for errors that come after the answer: without a listener they would end the process.
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const stale = outgoing.reusedSocket && error.code === 'ECONNRESET';
      reject(stale ? new StaleConnection('The backend closed the connection', { cause: error }) : error);
    });
  });
  const timer = setTimeout(() => outgoing.destroy(new AnswerTimeout()), answerMilliseconds);
  try {
    if (request.body) {
      // The answer may come before the body has gone, such as 413: then that is what counts.
      pipeline(Readable.fromWeb(request.body as WebStream), outgoing).catch((error) => outgoing.destroy(error));
    } else {
      outgoing.end();
    }
    return await answered;
  } finally {
    clearTimeout(timer);
  }
}

/** The backend may close an open connection just when it is used again; what changes nothing is then sent anew. */
function sendAgain(error: unknown, request: Request, target: URL): Promise<IncomingMessage> {
  const again = error instanceof StaleConnection && (request.method === 'GET' || request.method === 'HEAD');
  if (!again) throw error;
  return send(request, target);
}

class StaleConnection extends Error {
  override readonly name = 'StaleConnection';
}

class AnswerTimeout extends Error {
  override readonly name = 'AnswerTimeout';
  constructor() {
    super(`The backend did not answer within ${answerMilliseconds} ms`);
  }
}

const isTimeout = (error: unknown) => error instanceof AnswerTimeout;

/** Statuses that have no body. */
const bodyless = new Set([101, 204, 205, 304]);

function bodyOf(answer: IncomingMessage, request: Request): ReadableStream<Uint8Array> | null {
  if (request.method === 'HEAD' || bodyless.has(answer.statusCode ?? 0)) {
    answer.resume();
    return null;
  }
  const { streams } = runtime();
  const isStream = answer.headers['content-type']?.startsWith('text/event-stream') ?? false;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let done = false;
      const finish = (act: () => void) => {
        if (done) return;
        done = true;
        streams.delete(end);
        act();
      };
      const end = () => {
        finish(() => controller.close());
        answer.destroy();
      };
      if (isStream) streams.add(end);
      answer.on('data', (chunk: Uint8Array) => {
        if (done) return;
        controller.enqueue(new Uint8Array(chunk));
        if ((controller.desiredSize ?? 0) <= 0) answer.pause();
      });
      answer.once('end', () => finish(() => controller.close()));
      answer.once('error', (error) => finish(() => controller.error(error)));
      answer.once('close', () => finish(() => controller.error(new Error('The backend closed the connection'))));
    },
    pull() {
      answer.resume();
    },
    cancel() {
      answer.destroy();
    },
  });
}

/** RFC 9457, as the backend would put it. */
function unavailable(request: Request, timeout: boolean): Response {
  const problem = {
    type: 'urn:arq:problem:unavailable',
    title: 'A dependency does not answer',
    status: timeout ? 504 : 502,
    detail: 'The backend does not answer.',
    instance: request.headers.get('x-request-id') ?? '',
  };
  return Response.json(problem, {
    status: problem.status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', 'Retry-After': '5' },
  });
}
