import { describe, expect, test } from '@jest/globals';
import { expectations } from './all-expectations.ts';
import { violations } from './expectation.ts';
import { subject } from './subject.ts';

const objects = subject();

describe('everything that the library emits is hardened:', () => {
  test.each(expectations.map((expectation) => ({ expectation, name: expectation.name })))(
    '$name',
    ({ expectation }) => {
      expect(violations([expectation], objects)).toEqual([]);
    },
  );
});
