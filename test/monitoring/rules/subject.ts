import { type Environment, TierMonitoring } from '@arq/constructs';
import type { AlertingRule, RuleGroup } from '../../../charts/constructs/monitoring/rule-group.ts';
import type { ReleaseStrategy } from '../../../charts/constructs/releases/release-strategy.ts';
import { createApp } from '../../../charts/main.ts';
import { clusterJobs } from '../../../charts/platform/monitoring/jobs.ts';
import { composePlacement } from '../../../charts/platform/monitoring/local/compose-placement.ts';
import { programJobs, watchedHere } from '../../../charts/platform/monitoring/local/watched-here.ts';
import { ArqPlatform } from '../../../charts/platform/platform.ts';
import type { RuleCase } from './rule-case.ts';

/** The rules of one way to run the platform. */
export interface Rendering {
  readonly rendering: 'cluster' | 'rolling' | 'local';
  readonly groups: readonly RuleGroup[];
  /** How services are released there, and so whose series tell of their pods. */
  readonly release: ReleaseStrategy;
  /** What is called otherwise there than in the cases. */
  readonly renames: Readonly<Record<string, string>>;
}

/**
 * Every rendering whose rules the cases are told to: that of a cluster with Argo Rollouts, what is otherwise in one without,
 * and that of docker-compose.yml.
 */
export function subject(): readonly Rendering[] {
  const constructs = createApp(process.cwd()).node.findAll();
  const groups = constructs.flatMap((construct) =>
    construct instanceof TierMonitoring ? (construct.group ?? []) : [],
  );
  const ofEnvironment = (name: string) =>
    groups.filter(({ rules }) => rules.every(({ labels }) => labels['environment'] === name));
  const local = constructs.find((one) => one instanceof ArqPlatform && one.name === 'local') as Environment;
  const cluster: Rendering = {
    rendering: 'cluster',
    release: 'blueGreen',
    groups: ofEnvironment('staging'),
    renames: {},
  };
  const toLocal = { 'arq-staging': local.namespace };
  return [
    cluster,
    {
      rendering: 'rolling',
      release: 'rolling',
      groups: othersThan(cluster, ofEnvironment(local.name), toLocal),
      renames: toLocal,
    },
    {
      rendering: 'local',
      release: 'rolling',
      groups: watchedHere(local, composePlacement(local).addresses).groups,
      renames: {
        ...toLocal,
        [clusterJobs.prometheus]: programJobs.prometheus,
        [clusterJobs.alertmanager]: programJobs.alertmanager,
      },
    },
  ];
}

/** Rules that a rendering has otherwise: to tell the same cases to the same rule again would prove nothing. */
function othersThan(known: Rendering, groups: readonly RuleGroup[], renames: Rendering['renames']): RuleGroup[] {
  const expressions = new Set(rulesOf(known).map(({ expr }) => renamed(expr, renames)));
  return groups
    .map((group) => ({ ...group, rules: group.rules.filter(({ expr }) => !expressions.has(expr)) }))
    .filter(({ rules }) => rules.length > 0);
}

/** The rules of a rendering. */
export function rulesOf({ groups }: Pick<Rendering, 'groups'>): AlertingRule[] {
  return groups.flatMap(({ rules }) => rules);
}

/** Whether a case is about a rule. */
export function isAbout({ alert, workload }: RuleCase, rule: AlertingRule): boolean {
  return alert === rule.alert && workload === rule.labels['workload'];
}

/** Whether a case is told of services that are released as those of a rendering are. */
export function isToldIn({ release }: RuleCase, rendering: Pick<Rendering, 'release'>): boolean {
  return release === undefined || release === rendering.release;
}

/** The cases of a rule in the words of its rendering. */
export function casesOf(rule: AlertingRule, rendering: Rendering, cases: readonly RuleCase[]): RuleCase[] {
  const own = cases.filter((ruleCase) => isAbout(ruleCase, rule) && isToldIn(ruleCase, rendering));
  const inItsWords: RuleCase[] = JSON.parse(renamed(JSON.stringify(own), rendering.renames));
  return inItsWords.filter((ruleCase) => isExpected(ruleCase, rule));
}

function renamed(text: string, renames: Rendering['renames']): string {
  return Object.entries(renames).reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
}

/** Not every rendering has every job: what is said of one that the rule does not name cannot happen there. */
function isExpected({ firing = [] }: RuleCase, { expr }: AlertingRule): boolean {
  const jobs = firing.flatMap(({ labels }) => labels.flatMap(({ job }) => job ?? []));
  return jobs.every((job) => expr.includes(`"${job}"`));
}
