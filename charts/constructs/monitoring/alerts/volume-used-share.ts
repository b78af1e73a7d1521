/**
 * Share of something that is taken, by labels: both sides are aggregated, since two exporters that tell the same would
 * match many to many. Where there is nothing at all, the quotient is NaN and compares with nothing.
 */
export function usedShare(available: string, total: string, labels: string): string {
  return `
      1 - max by (${labels}) (${available})
      /
      max by (${labels}) (${total})`;
}
