import type { Matcher } from './alertmanager-config.ts';

/** The label has one of these values. */
export function oneOf(label: string, values: readonly string[]): Matcher {
  return values.length === 1 ? `${label}=${JSON.stringify(values[0])}` : `${label}=~${alternatives(values)}`;
}

/** The label has none of these values, or is missing. */
export function noneOf(label: string, values: readonly string[]): Matcher {
  return `${label}!~${alternatives(values)}`;
}

/** The label is there. Without this, two alerts that both lack it count as having the same. */
export function present(label: string): Matcher {
  return `${label}=~".+"`;
}

/** A regular expression in quotes, which Alertmanager anchors at both ends. */
function alternatives(values: readonly string[]): string {
  return JSON.stringify(values.map((value) => value.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|'));
}
