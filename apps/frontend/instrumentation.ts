import type { Instrumentation } from 'next';

/** Runs once, before the first request. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { start } = await import('./server/start.ts');
  await start();
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { reportRequestError } = await import('./server/start.ts');
  reportRequestError(error, { method: request.method, route: context.routePath, kind: context.routeType });
};
