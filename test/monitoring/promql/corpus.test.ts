import { describe, expect, test } from '@jest/globals';
import { checkExpression } from '../../../charts/constructs/monitoring/promql/check-expression.ts';
import { catalogue } from './catalogue.ts';
import { corpus, corpusOfPrometheus3, variables } from './corpus.ts';

describe('PromQL that is right', () => {
  test.each([...corpus, ...corpusOfPrometheus3])('%s', (expression) => {
    expect(checkExpression(expression, { catalogue, variables, place: 'shop' })).toEqual([]);
  });
});
