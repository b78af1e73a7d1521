/** Base units, which the names of metrics end in. */
const units = [
  'seconds',
  'bytes',
  'celsius',
  'hertz',
  'volts',
  'amperes',
  'watts',
  'joules',
  'meters',
  'grams',
  'bits',
];

/** The base unit that the name of a metric tells; `undefined` for a number of things, a ratio or a state. */
export function unitOf(name: string): string | undefined {
  const quantity = name.replace(/_(?:total|info)$/, '');
  return units.find((unit) => quantity === unit || quantity.endsWith(`_${unit}`));
}
