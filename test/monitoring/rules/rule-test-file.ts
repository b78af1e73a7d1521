import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AlertingRule, evaluationInterval } from '../../../charts/constructs/monitoring/rule-group.ts';
import type { RuleCase } from './rule-case.ts';
import { scrapeInterval } from './series.ts';

/** A rule under a name of its own, so that several may be told the same case at once. */
export interface NamedRule {
  readonly name: string;
  readonly rule: AlertingRule;
}

/** What promtool is asked. */
export interface RuleTest {
  readonly rules: readonly NamedRule[];
  /** Labels that every instance is to carry beside those that the case names. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ruleCase: RuleCase;
}

/**
 * Writes a file of rules and one that tests them; JSON is YAML.
 * @returns name of the latter
 */
export function writeRuleTest(folder: string, id: string, { rules, labels, ruleCase }: RuleTest): string {
  const ruleFile = `${id}.rules.json`;
  const file = `${id}.json`;
  const named = annotationsOf(ruleCase);
  const group = {
    name: 'case',
    interval: evaluationInterval,
    rules: rules.map(({ name, rule }) => ({ ...rule, alert: name, annotations: only(named, rule.annotations) })),
  };
  const test = {
    interval: `${scrapeInterval}s`,
    input_series: Object.entries(ruleCase.series).map(([series, values]) => ({ series, values })),
    alert_rule_test: rules.flatMap(({ name }) => questions(name, labels, ruleCase)),
  };
  writeFileSync(join(folder, ruleFile), JSON.stringify({ groups: [group] }));
  const content = { rule_files: [ruleFile], evaluation_interval: evaluationInterval, tests: [test] };
  writeFileSync(join(folder, file), JSON.stringify(content));
  return file;
}

function questions(alertname: string, labels: RuleTest['labels'], { silent = [], firing = [] }: RuleCase) {
  return [
    ...silent.map((at) => ({ eval_time: at, alertname, exp_alerts: [] })),
    ...firing.map(({ at, labels: instances, annotations }) => ({
      eval_time: at,
      alertname,
      exp_alerts: instances.map((own, n) => ({
        exp_labels: { ...labels, ...own },
        ...(annotations ? { exp_annotations: annotations[n] } : {}),
      })),
    })),
  ];
}

/** promtool compares all annotations or none, so those that the case does not name are left off. */
function annotationsOf({ firing = [] }: RuleCase): ReadonlySet<string> {
  return new Set(firing.flatMap(({ annotations = [] }) => annotations.flatMap(Object.keys)));
}

function only(names: ReadonlySet<string>, annotations: AlertingRule['annotations']) {
  return Object.fromEntries(Object.entries(annotations).filter(([name]) => names.has(name)));
}
