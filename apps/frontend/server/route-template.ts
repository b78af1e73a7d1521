const templates: readonly (readonly [pattern: RegExp, template: string])[] = [
  [/^\/$/, '/'],
  [/^\/(en|ar)\/?$/, '/[lang]'],
  [/^\/(en|ar)\/incidents\/?$/, '/[lang]/incidents'],
  [/^\/(en|ar)\/incidents\/[^/]+\/?$/, '/[lang]/incidents/[id]'],
  [/^\/health$/, '/health'],
  [/^\/health\/readiness$/, '/health/readiness'],
  [/^\/latency$/, '/latency'],
  [/^\/preferences\/theme$/, '/preferences/theme'],
  [/^\/api(\/|$)/, '/api/*'],
  [/^\/_next\/static\//, '/_next/static/*'],
  [/^\/icon\.svg$/, '/icon.svg'],
];

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Label of a request's path in the metrics: one of a fixed list, whatever is asked for. */
export const routeTemplate = (pathname: string): string =>
  (isDecodable(pathname) && templates.find(([pattern]) => pattern.test(pathname))?.[1]) || 'unmatched';

/** Whether the percent-encoding of a path can be read; Next.js fails on what cannot. */
export function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/** Label of a request's method in the metrics. */
export const methodLabel = (method: string): string => (methods.includes(method) ? method : 'other');

/** What people wait for. */
export const pageTemplates = templates.map(([, template]) => template).filter((name) => name.startsWith('/[lang]'));

/** Pages only: probes are quick and many, and would hide how long people wait. */
export const isOwnWork = (template: string): boolean => pageTemplates.includes(template);
