import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Problem } from '../api/shapes.ts';
import type { Logger } from '../logging/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { type ProblemKind, problemKinds } from './problem.ts';

/** Problems by the code of Node's error; whatever else is no HTTP is just not valid. */
const kindOf: Readonly<Record<string, ProblemKind>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/** Answers what is no HTTP, which never reaches the routes, in the shape of every other refusal. */
export function refuseMalformedRequests(server: Server, logger: Logger, metrics: Metrics): void {
  const answering = new WeakSet<Duplex>();
  server.prependListener('request', ({ socket }, response) => {
    answering.add(socket);
    response.once('close', () => answering.delete(socket));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Within another answer, a stream in particular, this one would be taken for a part of it.
    if (!socket.writable || error.code === 'ECONNRESET' || answering.has(socket)) {
      socket.destroy();
      return;
    }
    const kind = kindOf[error.code ?? ''] ?? 'invalid-request';
    const { status, title } = problemKinds[kind];
    metrics.requests.inc({ method: 'other', route: 'unmatched', status_code: String(status) });
    const problem: Problem = { type: `urn:arq:problem:${kind}`, title, status, instance: randomUUID() };
    logger.info('a malformed request was refused', { status, code: error.code, requestId: problem.instance });
    const body = JSON.stringify(problem);
    socket.end(
      [
        `HTTP/1.1 ${status} ${title}`,
        'Content-Type: application/problem+json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        `X-Request-Id: ${problem.instance}`,
        'Cache-Control: no-store',
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
        'X-Content-Type-Options: nosniff',
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  });
}
