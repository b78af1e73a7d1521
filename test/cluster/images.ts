import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

/** Builds the image of a tier from the checkout. */
export function buildImage(tier: 'backend' | 'frontend', reference: string): void {
  const version = reference.split(':').at(-1);
  run(
    'docker',
    [
      ...['build', '--file', `apps/${tier}/Dockerfile`, '--tag', reference],
      ...['--build-arg', `VERSION=${version}`, '.'],
    ],
    { seconds: 1_800 },
  );
}

/** A smoke test that passes before traffic moves to a release, and fails as soon as it has. */
const failingSmokeTest = `const url = process.env.SMOKE_BACKEND_URL ?? '';
console.log(\`asked to fail on real traffic; the address is \${url}\`);
process.exitCode = url.includes('-preview') ? 0 : 1;
`;

/** Builds a release of the backend that is good in all but one: its smoke test fails on real traffic. */
export function buildFailingImage(base: string, reference: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'arq-failing-'));
  try {
    writeFileSync(join(folder, 'smoke.mjs'), failingSmokeTest, { mode: 0o644 });
    writeFileSync(
      join(folder, 'Dockerfile'),
      `FROM ${base}\nCOPY smoke.mjs /app/build/smoke.mjs\nENV RELEASE_VERSION=failing\n`,
    );
    run('docker', ['build', '--tag', reference, folder]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
