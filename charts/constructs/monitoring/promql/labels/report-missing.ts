import { nearestOf } from '../../catalogue/nearest.ts';
import { didYouMean, type Finding, listed } from '../finding.ts';
import type { Catalogue } from '../series/catalogue.ts';
import { checkLabel } from '../series/check-names.ts';
import type { Word } from '../syntax/ast.ts';
import { nameLabel } from '../syntax/selector.ts';
import type { Labels } from './label-set.ts';

/** What a walk along the labels knows and collects. */
export interface Context {
  readonly catalogue: Catalogue;
  readonly findings: Finding[];
}

/**
 * Reports words that are no label of the series.
 * @param whose the series, for the message
 */
export function reportMissing(words: readonly Word[], labels: Labels, whose: string, context: Context): void {
  if (!labels) return;
  for (const word of words) {
    if (word.text === nameLabel || labels.some.has(word.text)) continue;
    const own = labels.series === undefined ? [] : checkLabel(word, labels.series, context.catalogue);
    context.findings.push(...(own.length > 0 ? own : [missing(word, labels.some, whose)]));
  }
}

function missing({ from, text }: Word, labels: ReadonlySet<string>, whose: string): Finding {
  const question = didYouMean(nearestOf(text, labels)) || ';';
  const known = labels.size > 0 ? listed(labels) : 'none at all';
  return { at: from, message: `${whose} have no label "${text}"${question} They have ${known}` };
}
