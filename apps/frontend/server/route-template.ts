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
  templates.find(([pattern]) => pattern.test(pathname))?.[1] ?? 'unmatched';

/** Label of a request's method in the metrics. */
export const methodLabel = (method: string): string => (methods.includes(method) ? method : 'other');

/** What people wait for. */
export const pageTemplates = templates.map(([, template]) => template).filter((name) => name.startsWith('/[lang]'));

/** Pages and health: what this process answers by itself. */
export const isOwnWork = (template: string): boolean =>
  pageTemplates.includes(template) || template.startsWith('/health');
