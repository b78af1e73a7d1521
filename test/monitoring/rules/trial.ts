import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertingRule } from '../../../charts/constructs/monitoring/rule-group.ts';
import { type Promtool, testRules } from './promtool.ts';
import type { RuleCase } from './rule-case.ts';
import { writeRuleTest } from './rule-test-file.ts';

/** A case told to a rule. */
export interface Trial {
  readonly rule: AlertingRule;
  /** Labels that every instance is to carry: those of the rule as it ought to be. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ruleCase: RuleCase;
}

/** What failed; undefined where nothing did. */
export type Verdict = string | undefined;

/** As many processes as the smallest machine of a pull request has processors. */
const processes = 2;
/** Rules that are told one case at once, and cases of one process: more would leave a processor without work at the end. */
const sizes = { rules: 25, cases: 10 };

/**
 * Runs trials; those of one case at once, since reading its series takes most of the time.
 * @returns a verdict on each, in their order
 * @throws Error if promtool cannot read a rule or a case: that is neither a failure nor a success
 */
export async function run(promtool: Promtool, trials: readonly Trial[]): Promise<Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'arq-rules-'));
  const verdicts = new Map<Trial, Verdict>();
  try {
    let open = [...trials];
    for (let round = 0; open.length > 0; round += 1) {
      const parts = chunks(bySharedCase(open), sizes.cases).map((packs, part) => ({ packs, id: `${round}-${part}` }));
      await atOnce(parts, async ({ packs, id }) => {
        const files = packs.map((pack, n) => write(folder, `${id}-${n}`, pack));
        const texts = await testRules(promtool, folder, files);
        for (const [n, pack] of packs.entries()) judge(pack, texts[n], verdicts);
      });
      open = open.filter((trial) => !verdicts.has(trial));
    }
    return trials.map((trial) => verdicts.get(trial));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Trials in parts that share a case and the labels that it expects. */
function bySharedCase(trials: readonly Trial[]): Trial[][] {
  const parts = new Map<RuleCase, Map<string, Trial[]>>();
  for (const trial of trials) {
    const ofCase = parts.get(trial.ruleCase) ?? new Map<string, Trial[]>();
    const labels = JSON.stringify(trial.labels);
    parts.set(trial.ruleCase, ofCase.set(labels, [...(ofCase.get(labels) ?? []), trial]));
  }
  return [...parts.values()].flatMap((ofCase) => [...ofCase.values()]).flatMap((same) => chunks(same, sizes.rules));
}

/** Its own name, with a number if it shares the case with others. */
function nameIn(pack: readonly Trial[], index: number): string {
  const name = pack[index]?.rule.alert ?? '';
  return pack.length === 1 ? name : `${name}_${index}`;
}

function write(folder: string, id: string, pack: readonly Trial[]): string {
  const { labels, ruleCase } = pack[0] as Trial;
  const rules = pack.map((trial, index) => ({ name: nameIn(pack, index), rule: trial.rule }));
  return writeRuleTest(folder, id, { rules, labels, ruleCase });
}

/**
 * Notes what promtool says of each trial. It stops at the first moment at which some rule cannot be evaluated, so that
 * nothing is known of the others yet.
 */
function judge(pack: readonly Trial[], text: Verdict, verdicts: Map<Trial, Verdict>): void {
  const pieces = (text ?? '').split(/^\s*(?=(?:alertname|rule): \w+, time: )/m);
  const stopped = pieces.some((piece) => piece.startsWith('rule: '));
  const known = pack.map((trial, index) => ({
    trial,
    said: pieces.filter((piece) => isAbout(piece, nameIn(pack, index))),
  }));
  if (text !== undefined && known.every(({ said }) => said.length === 0)) {
    const { rule, ruleCase } = pack[0] as Trial;
    throw new Error(
      `promtool cannot read the case "${ruleCase.title}" or the rule ${rule.alert}, ${rule.expr}: ${text}`,
    );
  }
  for (const { trial, said } of known) {
    if (said.length > 0) verdicts.set(trial, said.join(''));
    else if (!stopped) verdicts.set(trial, undefined);
  }
}

function isAbout(piece: string, name: string): boolean {
  return piece.startsWith(`alertname: ${name},`) || piece.startsWith(`rule: ${name},`);
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size));
}

/** Does all of the work, so many pieces at a time. */
async function atOnce<T>(work: readonly T[], act: (piece: T) => Promise<void>): Promise<void> {
  const left = [...work];
  const worker = async () => {
    for (let piece = left.shift(); piece !== undefined; piece = left.shift()) await act(piece);
  };
  await Promise.all(Array.from({ length: processes }, worker));
}
