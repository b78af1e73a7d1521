import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** Every import of a TypeScript file below a folder: file, and what it imports. */
function importsBelow(folder: string): { file: string; target: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => file.endsWith('.ts') && !/node_modules|\/lib\//.test(file))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier = '']) => ({
        file,
        target: specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier,
      })),
    );
}

const within =
  (...folders: string[]) =>
  ({ target }: { target: string }) =>
    folders.some((f) => target.startsWith(f));

describe('dependencies', () => {
  test('of the constructs never lead to the platform or the apps', () => {
    const imports = importsBelow('charts/constructs');
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.filter(within('charts/platform', 'charts/examples', 'apps', '@arq/'))).toEqual([]);
  });

  test('of the platform on the constructs go through their public API alone', () => {
    const imports = [...importsBelow('charts/platform'), ...importsBelow('charts/examples')];
    expect(imports.filter(within('@arq/constructs')).length).toBeGreaterThan(10);
    expect(imports.filter(within('charts/constructs'))).toEqual([]);
  });

  test('of the platform on an app are on its contract alone', () => {
    const imports = importsBelow('charts/platform').filter(within('apps/'));
    expect([...new Set(imports.map(({ target }) => target))].sort()).toEqual([
      'apps/backend/contract.ts',
      'apps/frontend/contract.ts',
    ]);
  });

  test('of the apps never lead to the charts', () => {
    expect(importsBelow('apps').filter(within('charts', '@arq/'))).toEqual([]);
  });
});
