import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Images, images } from './images.ts';

let made: Images;
beforeEach(() => {
  made = new Images();
});
afterEach(() => made.remove());

/**
 * An engine that notes how it is called and hands out an image of the tier that it was last asked for. Nothing else is
 * on its PATH but what `tar` and Git need.
 */
function engine(name: string, exitCode = 0) {
  const folder = join(made.folder, name);
  mkdirSync(folder);
  const archive = made.archive({ title: 'arq-backend', layers: [1000] });
  const calls = join(folder, 'calls');
  const program = `#!/bin/sh
echo "$@" >> '${calls}'
for word; do
  case $word in
    docker-archive:*) cp '${archive}' "$(echo "$word" | cut -d: -f2)" ;;
    */image.tar) cp '${archive}' "$word" ;;
  esac
done
exit ${exitCode}
`;
  writeFileSync(join(folder, name), program, { mode: 0o755 });
  return {
    environment: { PATH: [folder, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter) },
    calls: () => readFileSync(calls, 'utf8').trimEnd().split('\n'),
  };
}

const release = ['--version', '1.4.2', '--commit', 'a1b2c3d'];
const built = `--tag arq-backend:1.4.2 --build-arg VERSION=1.4.2 --build-arg COMMIT=a1b2c3d ${process.cwd()}`;
const dockerfile = join(process.cwd(), 'apps/backend/Dockerfile');

describe('building images', () => {
  it.each([
    { name: 'docker', build: 'build', save: /^save --output \S+\/image\.tar arq-backend:1\.4\.2$/ },
    {
      name: 'podman',
      build: 'build --format docker',
      save: /^save --format docker-archive --output \S+\/image\.tar arq-backend:1\.4\.2$/,
    },
    {
      name: 'buildah',
      build: 'build --format docker',
      save: /^push --quiet arq-backend:1\.4\.2 docker-archive:\S+\/image\.tar:arq-backend:1\.4\.2$/,
    },
  ])('uses $name, and checks what came of it', ({ name, build, save }) => {
    const { environment, calls } = engine(name);
    const { status, stdout } = images(['build', 'backend', ...release, '--engine', name], environment);
    expect(calls()).toEqual([`${build} --file ${dockerfile} ${built}`, expect.stringMatching(save)]);
    expect(stdout).toContain('in all, of 150.0 MB at most');
    expect(status).toBe(0);
  });

  it('builds every tier unless told which', () => {
    const { environment, calls } = engine('docker');
    images(['build'], environment);
    expect(calls().filter((call) => call.startsWith('build'))).toEqual([
      expect.stringContaining('--tag arq-backend:0.0.0'),
      expect.stringContaining('--tag arq-frontend:0.0.0'),
    ]);
  });

  it('fails where the engine does', () => {
    const { environment } = engine('docker', 7);
    const { status, stderr } = images(['build', 'backend'], environment);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^docker build --file .*: failed with exit code 7\n$/);
  });

  it.each([
    { args: ['build', 'database'], message: 'database: no such tier; use any of backend, frontend' },
    {
      args: ['build', '--engine', 'crane'],
      message: '--engine crane: no such engine; use any of docker, podman, buildah',
    },
    { args: ['check'], message: 'check: name at least one image' },
    { args: ['push'], message: 'push: use build or check' },
  ])('refuses $args', ({ args, message }) => {
    const { status, stderr } = images(args);
    expect(status).toBe(1);
    expect(stderr.split('\n')[0]).toBe(message);
  });

  it('says what to do where no engine is installed', () => {
    const { status, stderr } = images(['build'], { PATH: made.folder });
    expect(status).toBe(1);
    expect(stderr).toBe('docker, podman, buildah: not installed; install one, or check an archive\n');
  });
});
