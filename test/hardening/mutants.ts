import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type Node, parse } from 'acorn';
import { simple } from 'acorn-walk';
import { build, transform } from 'esbuild';

/** A source of the library without one field of one object. */
export interface Mutant {
  /** File, field and the text that is gone, for messages. */
  readonly name: string;
  readonly file: string;
  readonly source: string;
}

/** Every way to leave one field out of a file. */
export async function mutantsOf(file: string): Promise<Mutant[]> {
  const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'ts', target: 'es2023' });
  const fields: { start: number; end: number }[] = [];
  simple(parse(code, { ecmaVersion: 2023, sourceType: 'module' }), {
    ObjectExpression(node: Node) {
      const { properties } = node as Node & { properties: Node[] };
      fields.push(...properties.filter(({ type }) => type === 'Property'));
    },
  });
  return fields.map(({ start, end }) => {
    const rest = code.slice(end).replace(/^\s*,/, '');
    const text = code.slice(start, end).replaceAll(/\s+/g, ' ');
    return {
      name: `${file}: ${text.length > 90 ? `${text.slice(0, 87)}...` : text}`,
      file,
      source: code.slice(0, start) + rest,
    };
  });
}

/** Where compiled mutants lie: below the project, so that they find its packages. */
const folder = resolve('build/mutants');

/**
 * Compiles the subject of the hardening tests with each mutant in place of its file.
 * @returns the path of each program
 */
export async function compile(mutants: readonly Mutant[]): Promise<string[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const programs: string[] = [];
  // All at once would take gigabytes.
  for (let start = 0; start < mutants.length; start += atOnce) {
    const some = mutants.slice(start, start + atOnce);
    programs.push(...(await Promise.all(some.map((mutant, index) => compileOne(mutant, start + index)))));
  }
  return programs;
}

const atOnce = 8;

async function compileOne({ file, source }: Mutant, index: number): Promise<string> {
  const outfile = join(folder, `${index}.mjs`);
  await build({
    entryPoints: ['test/hardening/subject.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    alias: { '@arq/constructs': './charts/constructs/index.ts' },
    logLevel: 'silent',
    plugins: [
      {
        name: 'mutant',
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, ({ path }) =>
            relative(process.cwd(), path) === file ? { contents: source, loader: 'js' } : undefined,
          );
        },
      },
    ],
  });
  return outfile;
}
