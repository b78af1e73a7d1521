import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeArchive } from './multi-platform.ts';
import { Scratch } from './scratch.ts';

const imageFile = 'charts/platform/environments/images/staging.json';

let scratch: Scratch;
let version: string;
let commit: string;
beforeEach(() => {
  scratch = new Scratch();
  commit = scratch.commit({
    'package.json': '{"version":"1.4.2"}',
    '.gitignore': 'build/\n',
    [imageFile]: JSON.stringify({
      backend: 'ghcr.io/somebody/arq-backend:0.1.0',
      frontend: `registry.arq.example:5000/arq-frontend:0.1.0@sha256:${'a'.repeat(64)}`,
    }),
  });
  version = `1.4.2-g${commit.slice(0, 12)}`;
});
afterEach(() => scratch.remove());

const release = (...args: readonly string[]) => scratch.run('scripts/image-release.mjs', ...args);
const archive = (tier: string, architectures = ['amd64', 'arm64']) =>
  writeArchive(join(scratch.folder, `build/images/${tier}.tar`), architectures);

describe('building an archive', () => {
  it('builds for both processors, with SBOM and provenance, and says which commit it is', () => {
    scratch.program('docker', '');
    const { status, stdout } = release('archive', 'backend', '--cache', '--write-cache');
    expect(status).toBe(0);
    expect(stdout).toContain(`ghcr.io/somebody/arq-backend:${version}`);
    const [call = ''] = scratch.calls();
    const cache = 'type=registry,ref=ghcr.io/somebody/arq-backend:buildcache';
    for (const part of [
      'docker buildx build --file apps/backend/Dockerfile --platform linux/amd64,linux/arm64',
      `--build-arg VERSION=${version} --build-arg COMMIT=${commit}`,
      '--provenance=mode=max',
      `--cache-from ${cache} --cache-to ${cache},mode=max`,
      `--output type=oci,dest=${join(scratch.folder, 'build/images/backend.tar')}`,
    ]) {
      expect(call).toContain(part);
    }
    expect(call).toMatch(/--sbom=generator=\S+@sha256:[0-9a-f]{64} /);
  });

  it('asks no registry unless told so', () => {
    scratch.program('docker', '');
    release('archive', 'frontend');
    expect(scratch.calls().join()).not.toContain('cache');
  });

  it('refuses a checkout with changes, which no commit would tell of', () => {
    scratch.program('docker', '');
    scratch.write('package.json', '{"version":"1.4.3"}');
    const { status, stderr } = release('archive', 'backend');
    expect(stderr).toContain('has changes that are not committed');
    expect(status).toBe(1);
    expect(scratch.calls()).toEqual([]);
  });
});

describe('the names of images', () => {
  it('are those of the environment that is released to first, whatever the registry', () => {
    scratch.program('docker', '');
    expect(release('archive', 'frontend').stdout).toContain(`registry.arq.example:5000/arq-frontend:${version}`);
  });

  it.each([
    undefined,
    'arq-backend:0.1.0',
    'ghcr.io/Somebody/arq-backend:0.1.0',
    'ghcr.io/somebody/backend:0.1.0',
    'ghcr.io/somebody/arq-backend --push:1',
  ])('are not "%s"', (backend) => {
    scratch.program('docker', '');
    scratch.commit({ [imageFile]: JSON.stringify({ backend }) });
    const { status, stderr } = release('archive', 'backend');
    expect(stderr).toContain(`${imageFile}, backend: ${backend ?? 'has no image'}, but images are pushed as`);
    expect(status).toBe(1);
    expect(scratch.calls()).toEqual([]);
  });
});

describe('scanning archives', () => {
  /** A scanner that notes which processor the only image before it is for, and finds something for one of them. */
  const grype = (vulnerable: string, exitCode = 2) =>
    scratch.program(
      'grype',
      `folder=\${1#oci-dir:}
config=$(sed 's/.*"config":{"digest":"sha256:\\([0-9a-f]*\\).*/\\1/' $folder/blobs/sha256/$(sed 's/.*"digest":"sha256:\\([0-9a-f]*\\).*/\\1/' $folder/index.json))
grep -q '"architecture":"${vulnerable}"' $folder/blobs/sha256/$config && exit ${exitCode}
exit 0`,
    );

  it('looks at each image alone, for what an update would fix', () => {
    archive('backend');
    archive('frontend');
    grype('none');
    expect(release('scan', 'backend', 'frontend').status).toBe(0);
    expect(scratch.calls()).toHaveLength(4);
    for (const call of scratch.calls()) {
      expect(call).toMatch(/^grype oci-dir:\S+\/platforms\/linux-(amd64|arm64) --only-fixed --fail-on high$/);
    }
  });

  it.each(['amd64', 'arm64'])('fails on what is found for %s alone', (architecture) => {
    archive('backend');
    grype(architecture);
    const { status, stderr } = release('scan', 'backend');
    expect(stderr).toContain(`backend linux/${architecture}: update what is listed above`);
    expect(status).toBe(1);
  });

  it('does not take a scanner that breaks down for one that finds nothing', () => {
    archive('backend');
    grype('amd64', 1);
    const { status, stderr } = release('scan', 'backend');
    expect(stderr).toContain('grype: failed with exit code 1');
    expect(status).toBe(1);
  });

  it('misses a processor that was not built for', () => {
    archive('backend', ['amd64']);
    grype('none');
    const { status, stderr } = release('scan', 'backend');
    expect(stderr).toContain('has no image for linux/arm64');
    expect(status).toBe(1);
  });

  it('needs an archive', () => {
    expect(release('scan', 'backend').stderr).toContain('backend.tar: does not exist');
  });
});

describe('pushing archives', () => {
  const crane = (digest: string) => scratch.program('crane', `echo "\${3%:*}@${digest}"`);

  it('names them by version, commit and digest', () => {
    const digest = archive('backend');
    crane(digest);
    const output = join(scratch.folder, 'build/output');
    const { status, stdout } = release('push', 'backend', '--output', output);
    expect(status).toBe(0);
    const name = 'ghcr.io/somebody/arq-backend';
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`${name}:${version}@${digest}`);
    expect(readFileSync(output, 'utf8')).toBe(
      `backend=${name}:${version}@${digest}\nbackend-name=${name}\nbackend-digest=${digest}\n`,
    );
    expect(scratch.calls()).toEqual([expect.stringMatching(`^crane push \\S+ ${name}:${version}$`)]);
  });

  it('fails if the registry has something else then', () => {
    archive('backend');
    crane(`sha256:${'0'.repeat(64)}`);
    const { status, stderr } = release('push', 'backend');
    expect(stderr).toContain(`but it is ghcr.io/somebody/arq-backend@sha256:${'0'.repeat(64)}`);
    expect(status).toBe(1);
  });
});

describe('the command line', () => {
  it.each([
    { args: [], problem: 'no command: use archive, scan or push' },
    { args: ['sign', 'backend'], problem: 'sign: use archive, scan or push' },
    { args: ['scan'], problem: 'scan: name at least one tier' },
    { args: ['archive', 'backend', 'frontend'], problem: 'archive: name one tier' },
    { args: ['push', 'database'], problem: 'database: no such tier; use any of backend, frontend' },
  ])('refuses $args', ({ args, problem }) => {
    const { status, stderr } = release(...args);
    expect(stderr).toContain(problem);
    expect(status).toBe(1);
  });
});
