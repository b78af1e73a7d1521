/**
 * One series as an exporter shows it.
 * @typedef {object} Series
 * @property {string} name of the metric, with its suffix
 * @property {Record<string, string | number>} labels
 * @property {number} value at the time 0
 * @property {number} perSecond how fast it grows: 0 for what stays
 */

/**
 * What one scrape reads.
 * @typedef {object} Target
 * @property {Record<string, string>} labels of the target, `job` among them
 * @property {Series[]} series
 */

/** A value that stays, or changes slowly and evenly. */
export function gauge(name, labels, value, perSecond = 0) {
  return { name, labels, value, perSecond };
}

/** A counter; without a rate nothing was ever counted. */
export function counter(name, labels, perSecond = 0) {
  return { name, labels, value: 0, perSecond };
}

/** A histogram of something fast: half of it is within the first bound, and all of it within the second. */
export function histogram(name, labels, bounds, perSecond = 0) {
  const buckets = [...bounds, '+Inf'].map((le, index) =>
    counter(`${name}_bucket`, { ...labels, le }, index === 0 ? perSecond / 2 : perSecond),
  );
  return [...buckets, counter(`${name}_count`, labels, perSecond)];
}

/** One series for each state of an enumeration, 1 for that which holds. */
export function states(name, labels, label, all, current) {
  return all.map((state) => gauge(name, { ...labels, [label]: state }, state === current ? 1 : 0));
}

/** `seconds` is the time since 1970. */
export function valueAt({ value, perSecond }, seconds) {
  return value + perSecond * (seconds - epoch);
}

/** A series up to its value, as in the exposition format. Without a value there is no label. */
export function textOf({ name, labels }) {
  const present = Object.entries(labels).filter(([, value]) => value !== '');
  return `${name}{${present.map(([label, value]) => `${label}=${JSON.stringify(String(value))}`).join(',')}}`;
}

/** Values grow from here on, so that they stay as short as those of a process that runs for some days. */
const epoch = Math.floor(Date.now() / 1000) - 2 * 24 * 3600;
