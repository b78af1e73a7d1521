import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Problem } from '../api/shapes.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { type ProblemKind, problemKinds } from './problem.ts';

/** Answers what is no HTTP, which never reaches the routes, in the shape of every other refusal. */
export function refuseMalformedRequests(server: Server, metrics: Metrics): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const kind: ProblemKind = error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'invalid-request';
    const { status, title } = problemKinds[kind];
    metrics.requests.inc({ method: 'other', route: 'unmatched', status_code: String(status) });
    const problem: Problem = { type: `urn:arq:problem:${kind}`, title, status, instance: randomUUID() };
    const body = JSON.stringify(problem);
    socket.end(
      [
        `HTTP/1.1 ${status} ${title}`,
        'Content-Type: application/problem+json',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  });
}
