import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generatedChanges, imageChanges } from '../../release/changes.ts';
import { differences } from '../../release/differences.ts';
import { longestMarkdown, reportMarkdown } from '../../release/markdown.ts';
import { objectLines, type ReleaseReport, reportText } from '../../release/report.ts';

const containers = (...names: string[]) => ({ containers: names.map((name) => ({ name, image: `${name}:1` })) });
const paths = (before: unknown, after: unknown) => differences(before, after).map(({ path }) => path);

describe('The comparison of two objects', () => {
  it('finds none exactly where they are equal', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const named = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c'), value: fc.constantFrom(1, 2) }), {
      maxLength: 4,
    });
    const either = fc.oneof(value, named, fc.record({ list: named }));
    fc.assert(
      fc.property(either, either, (a, b) => {
        // As files hold them: -0 and 0 are the same text.
        const [before, after] = [JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))];
        expect(differences(before, structuredClone(before))).toEqual([]);
        expect(differences(before, after).length === 0).toBe(isDeepStrictEqual(before, after));
      }),
      { numRuns: 2000 },
    );
  });

  it('tells items by their names, and shows an insertion as one difference', () => {
    expect(paths(containers('a', 'c'), containers('a', 'b', 'c'))).toEqual(['containers[b]']);
    expect(paths(containers('a'), containers())).toEqual(['containers[a]']);
  });

  it('does not let one item hide behind another of the same name', () => {
    const port = (number: number, protocol: string) => ({ name: 'dns', number, protocol });
    const before = { ports: [port(53, 'UDP'), port(53, 'TCP')] };
    expect(paths(before, { ports: [port(54, 'UDP'), port(53, 'TCP')] })).toEqual(['ports[0].number']);
    expect(paths(before, { ports: [port(53, 'UDP')] })).toEqual(['ports[1]']);
  });

  it('finds another order of items, which is a difference to Kubernetes', () => {
    expect(differences(containers('a', 'b'), containers('b', 'a'))).toEqual([
      { path: 'containers[order]', before: 'a, b', after: 'b, a' },
    ]);
    expect(paths([1, 2], [2, 1])).toEqual(['[0]', '[1]']);
  });

  it('tells nothing from null, and types from each other', () => {
    expect(differences({ a: null }, {})).toEqual([{ path: 'a', before: null, after: undefined }]);
    expect(paths({ a: '1' }, { a: 1 })).toEqual(['a']);
    expect(paths({ a: [] }, { a: {} })).toEqual(['a']);
    expect(paths({ 'a.b': 1 }, { 'a.b': 2 })).toEqual(['"a.b"']);
    expect(paths({}, JSON.parse('{"__proto__": 1}'))).toEqual(['__proto__']);
  });
});

const object = (kind: string, image: string, more = '') =>
  `kind: ${kind}\nmetadata:\n  name: backend\n  namespace: arq-staging\nspec:\n  image: ${image}\n${more}`;
const images = [{ tier: 'backend', before: 'backend:1', after: 'backend:2' }];
const change = (file: string, before?: string, after?: string) =>
  generatedChanges([{ file, before, after }], 'dist/staging', images);

describe('The changes of generated files', () => {
  it('are expected where the image of a tier changes in its environment', () => {
    const file = 'dist/staging/backend.yaml';
    const { expected, unexpected } = change(file, object('Rollout', 'backend:1'), object('Rollout', 'backend:2'));
    expect(expected).toEqual([
      {
        file,
        object: 'Rollout arq-staging/backend',
        fields: [{ path: 'spec.image', before: 'backend:1', after: 'backend:2' }],
      },
    ]);
    expect(unexpected).toEqual([]);
  });

  it.each([
    ['another environment', 'dist/production/backend.yaml', 'backend:1', 'backend:2', ''],
    ['a folder with such a beginning', 'dist/staging-2/backend.yaml', 'backend:1', 'backend:2', ''],
    ['another image than before', 'dist/staging/backend.yaml', 'backend:0', 'backend:2', ''],
    ['another image than asked for', 'dist/staging/backend.yaml', 'backend:1', 'backend:3', ''],
    ['another field', 'dist/staging/backend.yaml', 'backend:1', 'backend:1', '  replicas: 0\n'],
  ])('are unexpected in %s', (_, file, before, after, more) => {
    const { expected, unexpected } = change(file, object('Rollout', before), object('Rollout', after, more));
    expect({ expected, count: unexpected.length }).toEqual({ expected: [], count: 1 });
  });

  it('are never lost', () => {
    const file = 'dist/staging/backend.yaml';
    const two = `${object('Job', 'backend:1')}---\n${object('Job', 'backend:1', '  a: 1\n')}`;
    const lines = (before?: string, after?: string, path = file) => objectLines(change(path, before, after).unexpected);
    expect(lines(undefined, object('Job', 'backend:2'))).toEqual([file, '  Job arq-staging/backend is new']);
    expect(lines(object('Job', 'backend:1'), undefined)).toEqual([file, '  Job arq-staging/backend is removed']);
    expect(lines('a: 1\n', '# said\na: 1\n')).toEqual([
      file,
      '  the file differs in comments, order or formatting only',
    ]);
    expect(lines('a: 1\n', 'a: [\n')).toEqual([
      file,
      expect.stringContaining('the file cannot be compared field by field'),
    ]);
    expect(lines('a', 'b', 'dist/staging/notes.txt')[1]).toContain('the file cannot be compared');
    expect(lines('{"a":1}', '{"a":2}', 'dev/board.json')).toEqual([
      'dev/board.json',
      '  content',
      '    a',
      '      - 1',
      '      + 2',
    ]);
    // Two objects of one name are two.
    expect(lines(two, two.replace('a: 1', 'a: 2'))).toEqual([
      file,
      '  Job arq-staging/backend #2',
      '    spec.a',
      '      - 1',
      '      + 2',
    ]);
  });

  it('between references are those that differ', () => {
    expect(imageChanges({ a: 'a:1', b: 'b:1' }, { a: 'a:1', b: 'b:2' })).toEqual([
      { tier: 'b', before: 'b:1', after: 'b:2' },
    ]);
  });
});

describe('The report', () => {
  const reportOf = (before: string, after: string): ReleaseReport => {
    const changes = change('dist/staging/backend.yaml', before, after);
    return { title: 'Release', images, changes, notes: ['a note'], warnings: ['a warning'] };
  };
  const noted = (value: string) => object('Rollout', 'backend:1', `  note: ${JSON.stringify(value)}\n`);

  it('says that nothing but images changes only where that is so', () => {
    const clean = reportMarkdown(reportOf(object('Rollout', 'backend:1'), object('Rollout', 'backend:2')));
    expect(clean).toContain('Nothing but images changes, in 1 object, compared field by field.');
    expect(clean).toContain('> [!WARNING]\n> A warning.');
    expect(clean).toContain('\nA note.\n');
    const unclean = reportMarkdown(reportOf(object('Rollout', 'backend:1'), noted('x')));
    expect(unclean).not.toContain('Nothing but images');
    expect(unclean).toContain('> More than images changes: 1 object in 1 file.');
  });

  it('shows values that nobody can hide in', () => {
    const text = reportText(reportOf(noted('plain'), noted('\u001b[2K\u202eevil\u200b')));
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cf}\p{Cc}]/u);
    expect(text).toContain('\\u{202e}');
    const long = (end: string) => noted('x'.repeat(5000) + end);
    const lines = objectLines(reportOf(long('a'), long('b')).changes.unexpected).filter((line) =>
      /^ {6}[-+]/.test(line),
    );
    expect(lines).toHaveLength(2);
    expect(new Set(lines.map((line) => line.slice(8))).size).toBe(2);
    expect(lines[0]).toMatch(/… \(5001 characters, sha256 [0-9a-f]{12}\)$/);
  });

  it('cannot be ended early by a value with backticks', () => {
    const markdown = reportMarkdown(reportOf(noted('plain'), noted('````\n# Approved')));
    expect(markdown).toContain('`````text\n');
    expect(markdown.trimEnd().endsWith('`````')).toBe(true);
  });

  it('fits into a pull request, and counts what does not', () => {
    const many = Array.from({ length: 3000 }, (_, index) => index);
    const text = (value: number) =>
      object('Rollout', 'backend:1', many.map((index) => `  field${index}: ${value}\n`).join(''));
    const markdown = reportMarkdown(reportOf(text(1), text(2)));
    expect(markdown.length).toBeLessThanOrEqual(longestMarkdown);
    expect(markdown.length).toBeGreaterThan(longestMarkdown - 200);
    const shown = markdown.split('```text\n')[1]?.split('\n```')[0]?.split('\n').length ?? 0;
    const rest = Number(/^(\d+) more lines did not fit; the commit shows all\.$/m.exec(markdown)?.[1]);
    expect(shown + rest).toBe(2 + 3 * many.length);
  });
});
