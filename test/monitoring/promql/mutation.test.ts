import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkTemplate } from '../../../charts/constructs/monitoring/promql/check-template.ts';
import { labelsOfResult } from '../../../charts/constructs/monitoring/promql/labels-of-result.ts';
import { metricsOf } from '../../../charts/constructs/monitoring/promql/metrics-of.ts';
import type { Catalogue } from '../../../charts/constructs/monitoring/promql/series/catalogue.ts';
import { catalogue as known } from './catalogue.ts';
import { corpus, variables } from './corpus.ts';
import { sayingOf } from './saying.ts';

/** Without suggestions, which take longer than everything else together. */
const catalogue: Catalogue = {
  find: (series) => known.find(series),
  nearest: () => undefined,
  nearestLabel: () => undefined,
};

const letters = 'abcdefghijklmnopqrstuvwxyz_';

/** An expression, a metric that it names, and that metric with one letter exchanged. */
const misspelt = fc
  .constantFrom(
    ...corpus.flatMap((expression) => [...metricsOf(expression, variables)].map((metric) => ({ expression, metric }))),
  )
  .chain(({ expression, metric }) =>
    fc.record({
      expression: fc.constant(expression),
      metric: fc.constant(metric),
      wrong: fc
        .record({ at: fc.nat(metric.length - 1), letter: fc.constantFrom(...letters) })
        .map(({ at, letter }) => metric.slice(0, at) + letter + metric.slice(at + 1)),
    }),
  )
  .filter(({ wrong }) => !catalogue.find(wrong));

describe('whatever is written', () => {
  test('a wrong letter in the name of a metric is always told', () => {
    fc.assert(
      fc.property(misspelt, ({ expression, metric, wrong }) => {
        const broken = expression.replace(new RegExp(`\\b${metric}\\b`), wrong);
        expect(sayingOf(broken, { catalogue, variables })).toContainEqual(
          expect.stringContaining(`unknown metric "${wrong}"`),
        );
      }),
    );
  });

  test('a wrong character anywhere is never too much', () => {
    const damaged = fc
      .record({
        text: fc.constantFrom(...corpus),
        at: fc.nat(),
        length: fc.nat(3),
        by: fc.string({ unit: 'grapheme', maxLength: 3 }),
      })
      .map(
        ({ text, at, length, by }) => text.slice(0, at % text.length) + by + text.slice((at % text.length) + length),
      );
    fc.assert(
      fc.property(damaged, (text) => {
        for (const message of sayingOf(text, { catalogue, variables }))
          expect(message).toMatch(/^line \d+, column \d+: ./);
        labelsOfResult(text, catalogue, variables);
        metricsOf(text, variables);
      }),
    );
  });

  test('a template is read to its end', () => {
    const pieces = fc.constantFrom(
      '{{',
      '}}',
      '{{-',
      '-}}',
      ' ',
      '$labels',
      '.pod',
      '"',
      '`',
      'if',
      'end',
      '/*',
      '*/',
      '|',
      '\n',
      '\\',
      'humanize',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 }))), (parts) => {
        for (const message of checkTemplate(parts.join(''), new Set(['pod']), 'shop'))
          expect(message).toMatch(/^shop, line \d+, column \d+: ./);
      }),
    );
  });
});
