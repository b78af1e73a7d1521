import { type Environment, TierMonitoring } from '@arq/constructs';
import type { AlertingRule, RuleGroup } from '../../../charts/constructs/monitoring/rule-group.ts';
import { createApp } from '../../../charts/main.ts';
import { clusterJobs } from '../../../charts/platform/monitoring/jobs.ts';
import { composePlacement } from '../../../charts/platform/monitoring/local/compose-placement.ts';
import { programJobs, watchedHere } from '../../../charts/platform/monitoring/local/watched-here.ts';
import { ArqPlatform } from '../../../charts/platform/platform.ts';
import type { RuleCase } from './rule-case.ts';

/** The rules of one way to run the platform. */
export interface Rendering {
  readonly rendering: 'cluster' | 'local';
  readonly groups: readonly RuleGroup[];
  /** What is called otherwise there than in the cases. */
  readonly renames: Readonly<Record<string, string>>;
}

/** Every rendering whose rules the cases are told to: that of a cluster, and that of docker-compose.yml. */
export function subject(): readonly Rendering[] {
  const constructs = createApp(process.cwd()).node.findAll();
  const groups = constructs.flatMap((construct) =>
    construct instanceof TierMonitoring ? (construct.group ?? []) : [],
  );
  const local = constructs.find((one) => one instanceof ArqPlatform && one.name === 'local') as Environment;
  return [
    {
      rendering: 'cluster',
      groups: groups.filter(({ rules }) => rules.every(({ labels }) => labels['environment'] === 'staging')),
      renames: {},
    },
    {
      rendering: 'local',
      groups: watchedHere(local, composePlacement(local).addresses).groups,
      renames: {
        'arq-staging': local.namespace,
        [clusterJobs.prometheus]: programJobs.prometheus,
        [clusterJobs.alertmanager]: programJobs.alertmanager,
      },
    },
  ];
}

/** The rules of a rendering. */
export function rulesOf({ groups }: Rendering): AlertingRule[] {
  return groups.flatMap(({ rules }) => rules);
}

/** Whether a case is about a rule. */
export function isAbout({ alert, workload }: RuleCase, rule: AlertingRule): boolean {
  return alert === rule.alert && workload === rule.labels['workload'];
}

/** The cases of a rule in the words of its rendering. */
export function casesOf(rule: AlertingRule, { renames }: Rendering, cases: readonly RuleCase[]): RuleCase[] {
  const own = JSON.stringify(cases.filter((ruleCase) => isAbout(ruleCase, rule)));
  const renamed = Object.entries(renames).reduce((text, [from, to]) => text.replaceAll(from, to), own);
  return (JSON.parse(renamed) as RuleCase[]).filter((ruleCase) => isExpected(ruleCase, rule));
}

/** Not every rendering has every job: what is said of one that the rule does not name cannot happen there. */
function isExpected({ firing = [] }: RuleCase, { expr }: AlertingRule): boolean {
  const jobs = firing.flatMap(({ labels }) => labels.flatMap(({ job }) => job ?? []));
  return jobs.every((job) => expr.includes(`"${job}"`));
}
