import { ConfigurationError } from '../../errors.ts';
import type { Alert, Severity } from '../alert.ts';
import type { Inhibition } from './inhibition.ts';

/** What is watched under one name, and what may be told of it. */
export interface WatchedTier {
  readonly workload: string;
  readonly alerts: readonly Alert[];
}

/** Two alerts on the same thing, of which one makes the other needless. */
export interface AlertPair {
  /** Name of the alert that mutes. */
  readonly mutes: string;
  /** Name of the alert that is muted. */
  readonly muted: string;
}

/** From which facts inhibitions follow. */
export interface TierFacts {
  readonly tiers: readonly WatchedTier[];
  /** Workloads that each workload connects to. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
  /**
   * Alerts of one tier that mute another one of it.
   * @default none
   */
  readonly pairs?: readonly AlertPair[];
}

/**
 * Who mutes whom: the causes of a tier mute the symptoms of itself and of all that use it, directly or through others. A
 * cause never mutes what is more severe: somebody has to be woken. Where two tiers use each other, and within one, an
 * alert that is both is not muted: two could mute each other, and nobody would be told of either.
 * @throws ConfigurationError naming a pair that no tier has
 */
export function tierInhibitions({ tiers, uses, pairs = [] }: TierFacts): Inhibition[] {
  const reached = new Map(tiers.map(({ workload }) => [workload, reach(workload, uses)]));
  const feels = (one: WatchedTier, other: WatchedTier) =>
    one.workload === other.workload || (reached.get(one.workload)?.has(other.workload) ?? false);
  return [
    ...tiers.flatMap((cause) =>
      tiers.filter((tier) => feels(tier, cause)).flatMap((tier) => muting(cause, tier, feels(cause, tier))),
    ),
    ...pairs.map((pair) => between(pair, tiers)),
  ];
}

/** All that a workload depends on. */
function reach(workload: string, uses: TierFacts['uses'], seen: Set<string> = new Set()): ReadonlySet<string> {
  for (const used of uses.get(workload) ?? []) {
    if (seen.has(used)) continue;
    seen.add(used);
    reach(used, uses, seen);
  }
  return seen;
}

const ranks: Readonly<Record<Severity, number>> = { none: 0, info: 1, warning: 2, critical: 3 };

/** One inhibition for all causes of a tier that mute the same alerts of another. */
function muting(cause: WatchedTier, tier: WatchedTier, mutual: boolean): Inhibition[] {
  const byTargets = new Map<string, { readonly causes: string[]; readonly targets: readonly string[] }>();
  for (const { name, severity } of cause.alerts.filter(({ mutes }) => mutes)) {
    const targets = tier.alerts
      .filter((alert) => alert.muted && !(mutual && alert.mutes) && ranks[alert.severity] <= ranks[severity])
      .map((alert) => alert.name)
      .sort();
    const same = byTargets.get(targets.join());
    if (same) same.causes.push(name);
    else if (targets.length > 0) byTargets.set(targets.join(), { causes: [name], targets });
  }
  return [...byTargets.values()].map(({ causes, targets }) => ({
    source: { alerts: causes.sort(), workload: cause.workload },
    target: { alerts: targets, workload: tier.workload },
  }));
}

function between({ mutes, muted }: AlertPair, tiers: readonly WatchedTier[]): Inhibition {
  const find = (tier: WatchedTier, name: string) => tier.alerts.find((alert) => alert.name === name);
  const found = tiers.flatMap((tier) => {
    const [one, other] = [find(tier, mutes), find(tier, muted)];
    return one && other ? [{ tier, one, other }] : [];
  });
  if (found.length === 0) {
    throw new ConfigurationError(
      `inhibitions: no tier has both "${mutes}" and "${muted}", so that the pair mutes nothing; correct the names, or remove it`,
    );
  }
  const worse = found.find(({ one, other }) => ranks[other.severity] > ranks[one.severity]);
  if (worse) {
    throw new ConfigurationError(
      `inhibitions: in ${worse.tier.workload} "${mutes}" is ${worse.one.severity} and would mute "${muted}", which is ` +
        `${worse.other.severity}; swap them`,
    );
  }
  return { source: { alerts: [mutes] }, target: { alerts: [muted] }, equal: ['workload'] };
}
