import type { AlertmanagerConfig, InhibitRule, Matcher, Route } from '@arq/constructs';

/** Labels of an alert. */
export type AlertLabels = Readonly<Record<string, string>>;

/** Receivers that Alertmanager sends an alert to, by its documentation; in the order of the branches. */
export function receiversOf({ route }: AlertmanagerConfig, labels: AlertLabels): string[] {
  return branchesOf(route, labels).map(({ receiver }) => receiver);
}

/** Branches at which an alert arrives. */
export function branchesOf(route: Route, labels: AlertLabels): Route[] {
  const found: Route[] = [];
  for (const branch of route.routes ?? []) {
    if (!matchesAll(branch.matchers ?? [], labels)) continue;
    found.push(...branchesOf(branch, labels));
    if (!branch.continue) break;
  }
  return found.length > 0 ? found : [route];
}

/** Those of some firing alerts that no other one mutes. */
export function unmuted({ inhibit_rules }: AlertmanagerConfig, firing: readonly AlertLabels[]): AlertLabels[] {
  const muted = new Set(inhibit_rules.flatMap((rule) => mutedBy(rule, firing)));
  return firing.filter((alert) => !muted.has(alert));
}

function mutedBy(
  { source_matchers, target_matchers, equal }: InhibitRule,
  firing: readonly AlertLabels[],
): AlertLabels[] {
  const sources = firing.filter((alert) => matchesAll(source_matchers, alert));
  const targets = firing.filter((alert) => matchesAll(target_matchers, alert));
  return targets.filter((target) =>
    sources.some((source) => {
      const bothAreBoth = sources.includes(target) && targets.includes(source);
      return !bothAreBoth && equal.every((label) => (source[label] ?? '') === (target[label] ?? ''));
    }),
  );
}

function matchesAll(matchers: readonly Matcher[], labels: AlertLabels): boolean {
  return matchers.every((matcher) => matches(matcher, labels));
}

function matches(matcher: Matcher, labels: AlertLabels): boolean {
  const [, label = '', operator, quoted = ''] = /^(\w+)(=~|!~|=)(".*")$/.exec(matcher) ?? [];
  if (operator === undefined) throw new Error(`not a matcher: ${matcher}`);
  const value = labels[label] ?? '';
  const wanted: string = JSON.parse(quoted);
  if (operator === '=') return value === wanted;
  return new RegExp(`^(?:${wanted})$`).test(value) === (operator === '=~');
}
