import { describe, expect, test } from '@jest/globals';
import { Parser } from '@prometheus-io/codemirror-promql/dist/cjs/parser/parser.js';
import { build } from 'esbuild';
import { analyse } from '../../../charts/constructs/monitoring/promql/analysis.ts';
import { parse } from '../../../charts/constructs/monitoring/promql/syntax/parse.ts';
import { substitute } from '../../../charts/constructs/monitoring/promql/variables.ts';
import { corpus, corpusOfPrometheus3, variables } from './corpus.ts';
import { illTyped } from './ill-typed.ts';

/** Refused by the editor alone: it takes two patterns of a name for two names, and knows no number but a literal. */
const editorIsWrong = [/__name__=~.*__name__!=/, /vector\(pi\(\)\)/];

/** Accepted by the editor alone: it looks neither into patterns nor at what windows and offsets are put on. */
const editorIsLenient = [/=~/, /offset/, /\[5m\]\)?$/, /^sum\(.*,/, /limitk|sort_by_label/];

/** What Prometheus' own editor says of a text. */
function sayingOfEditor(text: string): string[] {
  const tree = parse(text);
  // All that it reads of an editor's state.
  const state = { field: () => ({ tree }), sliceDoc: (from: number, to: number) => text.slice(from, to) };
  const editor = new Parser(state as unknown as ConstructorParameters<typeof Parser>[0]);
  editor.analyze();
  return editor.getDiagnostics().map(({ message }) => message);
}

describe("the editor's parser, another judge of types", () => {
  const right = [...corpus, ...corpusOfPrometheus3].map((expression) => substitute(expression, variables).text);

  test.each(right.filter((text) => !editorIsWrong.some((one) => one.test(text))))('accepts %s', (text) => {
    expect(sayingOfEditor(text)).toEqual([]);
  });

  const wrong = illTyped.map(([expression]) => expression);

  test.each(wrong.filter((text) => !editorIsLenient.some((one) => one.test(text))))('refuses %s', (text) => {
    expect(sayingOfEditor(text)).not.toEqual([]);
    expect(analyse(text)).toHaveProperty('findings');
  });
});

test('none of the editor itself is loaded at synth', async () => {
  const { metafile } = await build({
    entryPoints: ['charts/constructs/monitoring/promql/check-expression.ts'],
    bundle: true,
    metafile: true,
    write: false,
    platform: 'node',
  });
  const packages = Object.keys(metafile.inputs).flatMap(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  expect([...new Set(packages)].sort()).toEqual([
    '@lezer/common',
    '@lezer/highlight',
    '@lezer/lr',
    '@prometheus-io/codemirror-promql',
    '@prometheus-io/lezer-promql',
  ]);
});
