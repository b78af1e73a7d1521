import { runtime } from '../../server/runtime.ts';

export const dynamic = 'force-dynamic';

/** Durations of this process's own requests, for pages that are open already. */
export const GET = () => Response.json(runtime().latency.samples(), { headers: { 'Cache-Control': 'no-store' } });
