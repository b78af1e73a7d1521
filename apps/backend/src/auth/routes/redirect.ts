import type { Reply } from '../../api/route.ts';

/** Sends the browser elsewhere, once: the next time the answer may be another. */
export function redirect(location: string): Reply {
  return { status: 302, headers: { Location: location, 'Cache-Control': 'no-store' } };
}
