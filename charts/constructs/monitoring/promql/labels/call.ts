import type { Call, Expression, Word } from '../syntax/ast.ts';
import { nameLabel } from '../syntax/selector.ts';
import { valueType } from '../types/value-type.ts';
import { adding, dropping, exactly, type Labels } from './label-set.ts';
import { type Context, reportMissing } from './report-missing.ts';

/** Labels of what a function yields. */
export function labelsOfCall(call: Call, labels: readonly Labels[], context: Context): Labels {
  const { name, result } = call.function;
  const series = call.arguments.findIndex((argument) => ['vector', 'matrix'].includes(valueType(argument)));
  const given = labels[series];
  switch (name) {
    case 'absent':
    case 'absent_over_time':
      return labelsOfAbsent(call.arguments[series]);
    case 'histogram_quantile':
    case 'histogram_fraction':
      return labelsOfQuantile(call, given, context);
    case 'label_replace':
      return labelsOfReplacement(call, given, context);
    case 'label_join':
      return labelsOfJoin(call, given, context);
    case 'info':
      return undefined;
    default:
      return series < 0 || result !== 'vector' ? exactly([]) : given;
  }
}

/** Absent series have the labels that were asked for by their values. */
function labelsOfAbsent(argument: Expression | undefined): Labels {
  if (argument?.kind === 'range' && !argument.isSubquery) return labelsOfAbsent(argument.of);
  if (argument?.kind === 'modified') return argument.by === 'parentheses' ? undefined : labelsOfAbsent(argument.of);
  if (argument?.kind !== 'selector') return exactly([]);
  const asked = argument.matchers.map(({ label }) => label.text);
  const given = argument.matchers.filter(({ label, operator, value }) => {
    const isOnlyOne = asked.indexOf(label.text) === asked.lastIndexOf(label.text);
    return operator === '=' && value.text !== '' && label.text !== nameLabel && isOnlyOne;
  });
  return exactly(given.map(({ label }) => label.text));
}

function labelsOfQuantile({ function: { name }, from }: Call, buckets: Labels, { findings }: Context): Labels {
  if (buckets?.some.has('le') === false) {
    const remedy =
      buckets.series === undefined
        ? 'keep it, as in sum by (le, namespace) (...)'
        : 'read the series that ends in _bucket';
    const message = `${name}() needs the label "le", which tells the buckets apart, and its series have none; ${remedy}`;
    findings.push({ at: from, message });
  }
  return dropping(buckets, ['le']);
}

function labelsOfReplacement(call: Call, given: Labels, context: Context): Labels {
  const [, label, replacement, source] = call.arguments;
  reportMissing(wordsOf([source]), given, 'the series', context);
  const [name] = wordsOf([label]);
  if (!name) return given;
  reportName(name, call, context);
  if (replacement?.kind !== 'string' || replacement.value !== '') return adding(given, [name.text]);
  // It removes the label, wherever the pattern matches.
  return given && { ...given, every: dropping(given, [name.text])?.every ?? given.every };
}

function labelsOfJoin(call: Call, given: Labels, context: Context): Labels {
  const [, label, , ...sources] = call.arguments;
  reportMissing(wordsOf(sources), given, 'the series', context);
  const [name] = wordsOf([label]);
  if (!name) return given;
  reportName(name, call, context);
  return adding(given, [name.text]);
}

function reportName({ from, text }: Word, { function: called }: Call, { findings }: Context): void {
  if (/^[A-Za-z_]\w*$/.test(text)) return;
  const message = `${called.name}() cannot write the label "${text}"; labels are made of letters, digits and "_"`;
  findings.push({ at: from, message });
}

/** Texts that are not empty, as words. */
function wordsOf(expressions: readonly (Expression | undefined)[]): Word[] {
  return expressions.flatMap((expression) =>
    expression?.kind === 'string' && expression.value !== ''
      ? [{ from: expression.from, to: expression.to, text: expression.value }]
      : [],
  );
}
