import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** All of `npm run typecheck`: what one of them exports, another may import. */
const projects = ['.', 'apps/frontend', 'test/whole'];

/**
 * Style and types of what is staged; the tests are for `npm run check`.
 * @returns whether everything passes
 */
export function fastChecks(snapshot) {
  const { files, folder } = snapshot;
  const styled = files.filter((path) => /\.(m?[jt]s|tsx|jsx|json|css)$/.test(path));
  const isTyped = files.some((path) => /\.tsx?$|(^|\/)(tsconfig.*|package)\.json$/.test(path));
  const outcomes = [];
  if (styled.length > 0) {
    const options = ['--error-on-warnings', '--no-errors-on-unmatched', '--'];
    outcomes.push(run('@biomejs/biome/bin/biome', ['check', ...options, ...styled], folder));
  }
  const typed = isTyped ? projects.filter((project) => existsSync(join(folder, project, 'tsconfig.json'))) : [];
  for (const project of typed) outcomes.push(run('typescript/bin/tsc', ['--noEmit', '-p', project], folder));
  return outcomes.every(Boolean);
}

/** Runs an installed program on the snapshot. */
function run(program, args, folder) {
  const path = join(folder, 'node_modules', program);
  if (!existsSync(path)) {
    console.error(`${program} is not installed; run: npm ci`);
    return false;
  }
  return spawnSync(process.execPath, [path, ...args], { cwd: folder, stdio: 'inherit' }).status === 0;
}
