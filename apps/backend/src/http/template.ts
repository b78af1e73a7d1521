/** The pattern of Express for a route's template: `/incidents/{id}` becomes `/incidents/:id`. */
export function expressPath(template: string): string {
  return template.replaceAll(/\{(\w+)\}/g, ':$1');
}
