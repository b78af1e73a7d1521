import { ConfigurationError } from '../../errors.ts';
import type { Severity } from '../alert.ts';
import type { InhibitRule, Matcher } from './alertmanager-config.ts';
import { oneOf, present } from './matcher.ts';

/** Alerts of one kind; those without a namespace are never among them. */
export interface Selection {
  /** @default any */
  readonly alerts?: readonly string[];
  /** @default any */
  readonly workload?: string;
  /** @default any */
  readonly severities?: readonly Severity[];
}

/** While one of `source` fires, nobody is told of those of `target` in the same namespace. */
export interface Inhibition {
  readonly source: Selection;
  readonly target: Selection;
  /**
   * Labels beside the namespace that both have alike; one that both lack counts as alike.
   * @default none
   */
  readonly equal?: readonly string[];
}

/**
 * An alert that is more severe mutes a milder one of the same name, on the same thing: the labels are those by which
 * series of one alert differ.
 */
export const severeMutesMild: readonly Inhibition[] = (
  [
    ['critical', ['warning', 'info']],
    ['warning', ['info']],
  ] as const
).map(([severe, mild]) => ({
  source: { severities: [severe] },
  target: { severities: mild },
  equal: ['alertname', 'workload', 'pod', 'persistentvolumeclaim', 'node', 'instance', 'device'],
}));

/**
 * Names of the alerts that others by name mute: they wait for their causes.
 * @returns sorted, each once
 */
export function symptomsOf(inhibitions: readonly Inhibition[]): readonly string[] {
  const named = inhibitions.filter(({ source }) => source.alerts !== undefined);
  return [...new Set(named.flatMap(({ target }) => target.alerts ?? []))].sort();
}

/**
 * An inhibition as Alertmanager reads it.
 * @throws ConfigurationError if alerts would mute themselves or each other
 */
export function inhibitRule({ source, target, equal = [] }: Inhibition, place: string): InhibitRule {
  if (
    overlap(source.alerts, target.alerts) &&
    overlap(source.severities, target.severities) &&
    overlap(source.workload && [source.workload], target.workload && [target.workload])
  ) {
    throw new ConfigurationError(
      `${place}: what is muted (${shown(target)}) may be what mutes (${shown(source)}), so that nobody would be ` +
        'told of either; let them differ in alerts, workload or severities',
    );
  }
  return { source_matchers: matchers(source), target_matchers: matchers(target), equal: ['namespace', ...equal] };
}

function matchers({ alerts, workload, severities }: Selection): Matcher[] {
  return [
    ...(alerts ? [oneOf('alertname', alerts)] : []),
    ...(workload === undefined ? [] : [oneOf('workload', [workload])]),
    ...(severities ? [oneOf('severity', severities)] : []),
    present('namespace'),
  ];
}

function shown(selection: Selection): string {
  return matchers(selection).join(', ');
}

/** Whether two choices have something in common; one that is left out has everything. */
function overlap(one: readonly string[] | '' | undefined, other: readonly string[] | '' | undefined): boolean {
  return !one || !other || one.some((value) => other.includes(value));
}
