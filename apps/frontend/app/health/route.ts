export const dynamic = 'force-dynamic';

export const GET = () =>
  Response.json({ status: 'ok', timestamp: new Date().toISOString() }, { headers: { 'Cache-Control': 'no-store' } });
