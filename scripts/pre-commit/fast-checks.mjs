import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Style and types of what is staged; the tests are for `npm run check`.
 * @returns whether everything passes
 */
export function fastChecks(snapshot) {
  const { staged, folder } = snapshot;
  const styled = staged.filter((path) => /\.(m?[jt]s|tsx|jsx|json|css)$/.test(path));
  const isTyped = staged.some((path) => /\.tsx?$|(^|\/)(tsconfig.*|package)\.json$/.test(path));
  const outcomes = [];
  if (styled.length > 0) {
    const options = ['--error-on-warnings', '--no-errors-on-unmatched', '--'];
    outcomes.push(run('@biomejs/biome/bin/biome', ['check', ...options, ...styled], folder));
  }
  if (isTyped) outcomes.push(run('typescript/bin/tsc', ['--noEmit'], folder));
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
