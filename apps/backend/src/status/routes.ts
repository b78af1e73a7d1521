import { z } from 'zod';
import { contract } from '../../contract.ts';
import { type Route, route } from '../api/route.ts';
import { PlatformStatus, UptimeHistory } from '../api/shapes.ts';
import type { DrillStreams } from '../drills/drill-streams.ts';
import { DrillId } from '../drills/drills.ts';
import { ProblemError } from '../http/problem.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Status } from './status.ts';
import type { EventStream } from './stream.ts';
import { StreamLimits } from './stream-limits.ts';
import type { UptimeCache } from './uptime-cache.ts';

const Days = z.strictObject({ days: z.coerce.number().int().min(1).max(365).default(90) });
/** Others are no concern of ours: who follows the stream may add what they like. */
const Listening = z.object({
  drill: DrillId.optional().meta({ description: 'Tell of this drill as well, by the event `drill`' }),
});
/** What an event's id can be; anything else is as good as none. */
const eventId = /^\d{1,18}$/;

const streamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  // nginx would collect events until a buffer is full.
  'X-Accel-Buffering': 'no',
};

function refusalOf(reason: 'full' | 'address'): ProblemError {
  const headers = { 'Retry-After': '10' };
  return reason === 'address'
    ? new ProblemError('rate-limited', { detail: 'This address has too many streams.', headers })
    : new ProblemError('unavailable', { detail: 'This replica has too many streams.', headers });
}

export interface StatusRoutesOptions {
  readonly status: Status;
  readonly stream: EventStream;
  readonly drillStreams: DrillStreams;
  readonly uptime: UptimeCache;
  readonly metrics: Metrics;
}

/** How the platform is: at a glance, over time, and as it happens. */
export function statusRoutes({ status, stream, drillStreams, uptime, metrics }: StatusRoutesOptions): Route[] {
  const limits = new StreamLimits();
  return [
    route({
      method: 'get',
      path: contract.paths.status,
      operation: 'getStatus',
      summary: 'State of every tier, the release, and what goes on',
      access: 'public',
      rateLimit: 'read',
      responses: { 200: { description: 'The status', schema: PlatformStatus } },
      handle: async () => ({ status: 200, body: await status.read(), headers: { 'Cache-Control': 'no-cache' } }),
    }),
    route({
      method: 'get',
      path: '/api/v1/status/history',
      operation: 'getUptime',
      summary: 'Uptime of every tier, by day',
      access: 'public',
      rateLimit: 'read',
      request: { query: Days },
      responses: { 200: { description: 'The history', schema: UptimeHistory } },
      handle: async ({ query }) => ({
        status: 200,
        body: await uptime.read(query.days),
        headers: { 'Cache-Control': 'public, max-age=30' },
      }),
    }),
    route({
      method: 'get',
      path: contract.paths.stream,
      operation: 'streamStatus',
      summary: 'Server-sent events: status, incident, reset. Resumes by Last-Event-ID',
      access: 'public',
      rateLimit: 'read',
      streams: true,
      request: { query: Listening },
      responses: { 200: { description: 'Events until one side ends it', contentType: 'text/event-stream' } },
      handle: async ({ query, request, response }) => {
        response.status(200).set(streamHeaders);
        // Express lets GET answer HEAD, which has no body to wait for.
        if (request.method === 'HEAD') return { status: 200 };
        const refusal = limits.admit(request.ip ?? '', (release) => response.once('close', release));
        if (refusal) {
          metrics.streamDropped.inc({ reason: refusal });
          throw refusalOf(refusal);
        }
        if (query.drill) drillStreams.join(query.drill, response);
        const lastSeen = request.get('last-event-id') ?? '';
        await stream.attach(response, await status.read(), eventId.test(lastSeen) ? BigInt(lastSeen) : undefined);
        return undefined;
      },
    }),
  ];
}
