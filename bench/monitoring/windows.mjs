/** History beyond this is left out: it would take longer to write than anything else here. */
export const longest = 6 * 3600;

/** What every series has, as most rules look no further back. */
export const shortest = 900;

const seconds = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * How far back some series are read.
 * @typedef {object} Window
 * @property {string} metric
 * @property {[label: string, value: string][]} equals matchers for equality; others are taken to match
 * @property {number} seconds
 */

/**
 * The windows in the expressions of rules.
 * @param {readonly { expr: string }[]} rules
 * @returns {Window[]}
 */
export function windowsOf(rules) {
  return rules.flatMap(({ expr }) =>
    [...expr.matchAll(/([a-zA-Z_:][\w:]*)(?:\{([^}]*)\})?\[(\d+)([smhd])\]/g)].map(
      ([, metric, matchers, count, unit]) => ({
        metric,
        equals: [...(matchers ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label, value]),
        seconds: Number(count) * seconds[unit],
      }),
    ),
  );
}

/** Seconds of history that a series needs. */
export function needed(windows, name, labels) {
  const reading = (windows.get(name) ?? []).filter(({ equals }) =>
    equals.every(([label, value]) => String(labels[label] ?? '') === value),
  );
  return Math.min(longest, Math.max(shortest, ...reading.map((window) => window.seconds)));
}
