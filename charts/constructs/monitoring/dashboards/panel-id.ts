/** Below what every version of Grafana takes for an id. */
const largest = 2 ** 31 - 1;

/**
 * Id of a panel, or of a row's heading: it follows from the titles, so that links to a panel survive the arrival of
 * others, and a change of one panel leaves the others alone.
 */
export function panelId(...titles: readonly string[]): number {
  // FNV-1a; that two titles meet is told by the check of the dashboard.
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(titles.join('\n'))) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return (hash % largest) + 1;
}
