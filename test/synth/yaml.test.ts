import type { KubernetesObject } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { toYaml } from '../../charts/constructs/synth/yaml.ts';

/** An object as it is written and read again. */
function readBack(object: unknown, version: '1.1' | '1.2'): unknown {
  return parse(toYaml(['a comment'], [object as KubernetesObject]), { version });
}

/** Strings that one YAML version or another reads as something else. */
const treacherous = [
  ...[
    'yes',
    'no',
    'on',
    'off',
    'y',
    'N',
    'true',
    'Null',
    '~',
    '',
    '=',
    '<<',
    '.inf',
    '0777',
    '0o17',
    '1_000',
    '1e3',
    '12:30:45',
  ],
  ...[
    '2001-01-01',
    ' lead',
    'trail ',
    '# x',
    'a: b',
    'a #b',
    '- a',
    '%x',
    '@x',
    '`x',
    '!x',
    '&x',
    '*x',
    '{a}',
    '[a]',
    '| ',
    '> ',
  ],
  ...[
    'a\nb\n',
    'a\nb',
    '\n',
    '\na',
    'a\n\n',
    '  a\nb',
    'a\n  b\n\n\nc\n',
    '\t',
    'a\tb',
    '\u0085',
    'é',
    '🦦',
    "it's",
    '"q"',
    '--- x',
    '...',
  ],
];

describe('YAML', () => {
  test.each(['1.1', '1.2'] as const)(
    'gives back treacherous strings in version %s, as values, items and keys',
    (version) => {
      const object = {
        apiVersion: 'v1',
        values: Object.fromEntries(treacherous.map((text, index) => [`k${index}`, text])),
        nested: { items: treacherous, pairs: treacherous.map((text) => ({ name: text, more: { text } })) },
        lists: [[], {}, [['a', ['b']], { c: [] }]],
        // Keys of Kubernetes objects are identifiers, label keys and file names.
        keys: Object.fromEntries(
          ['yes', 'null', '1', '0777', 'a.b/c', 'users.acl', '~', '-', 'a b'].map((key) => [key, key]),
        ),
      };
      expect(readBack(object, version)).toEqual(object);
    },
  );

  test('gives back any object', () => {
    const key = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9./_-]{0,12}$/);
    const leaf = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.string({ unit: fc.constantFrom('a', ' ', '\n', ':', '#', '-', "'", '"', '\t'), maxLength: 12 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1, maxKeys: 5, noNullPrototype: true }), (object) => {
        expect(JSON.parse(JSON.stringify(readBack(object, '1.2')))).toEqual(JSON.parse(JSON.stringify(object)));
      }),
      { numRuns: 500, seed: 20 },
    );
  });

  test('leaves out what is undefined, and says first what an object is', () => {
    const object = {
      spec: { b: undefined, z: 1, name: 'some', a: [] },
      metadata: { labels: {}, name: 'x' },
      kind: 'K',
      apiVersion: 'v1',
    };
    expect(toYaml(['Generated'], [object as unknown as KubernetesObject])).toBe(
      '# Generated\napiVersion: v1\nkind: K\nmetadata:\n  name: x\n  labels: {}\nspec:\n  name: some\n  a: []\n  z: 1\n',
    );
  });
});
