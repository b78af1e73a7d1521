import { runtime } from '../../../server/runtime.ts';

export const dynamic = 'force-dynamic';

export function GET(): Response {
  const { draining } = runtime();
  return Response.json(
    { status: draining ? 'draining' : 'ok', checks: {}, timestamp: new Date().toISOString() },
    { status: draining ? 503 : 200, headers: { 'Cache-Control': 'no-store' } },
  );
}
