import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Scratch } from './scratch.ts';

const source = 'a1b2c3d4e5f6'.padEnd(40, '0');
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const backend = `ghcr.io/arq-platform/arq-backend:0.1.0-g${source.slice(0, 12)}@${digest('1')}`;
const frontend = `ghcr.io/arq-platform/arq-frontend:0.1.0-g${source.slice(0, 12)}@${digest('2')}`;
const file = 'charts/platform/environments/images/staging.json';

let scratch: Scratch;
beforeEach(() => {
  scratch = new Scratch();
});
afterEach(() => scratch.remove());

const images = (references: Readonly<Record<string, string>>) => scratch.commit({ [file]: JSON.stringify(references) });
const verify = (...args: readonly string[]) => scratch.run('scripts/verify-images.mjs', ...args);

/** GitHub's command line, which knows attestations for the given sources. */
function attested(...sources: readonly string[]): void {
  const answer = sources.map((sourceRepositoryDigest) => ({
    verificationResult: { signature: { certificate: { sourceRepositoryDigest } } },
  }));
  scratch.program('gh', `echo '${JSON.stringify(answer)}'`);
}

describe('verifying the images of an environment', () => {
  it('asks for an attestation of each digest, by the workflow that builds images, on main', () => {
    images({ backend, frontend, postgres: 'docker.io/library/postgres:18' });
    attested(source);
    const { status, stdout } = verify('staging');
    expect(stdout).toBe(`verified ${backend}\nverified ${frontend}\n`);
    expect(status).toBe(0);
    const terms =
      '--repo arq-platform/arq --signer-workflow arq-platform/arq/.github/workflows/images.yml ' +
      '--source-ref refs/heads/main --deny-self-hosted-runners --format json';
    expect(scratch.calls()).toEqual([
      `gh attestation verify oci://ghcr.io/arq-platform/arq-backend@${digest('1')} ${terms}`,
      `gh attestation verify oci://ghcr.io/arq-platform/arq-frontend@${digest('2')} ${terms}`,
    ]);
  });

  it('refuses an image without a valid attestation', () => {
    images({ backend, frontend });
    scratch.program('gh', 'echo "no attestations found" >&2; exit 1');
    const { status, stderr } = verify('staging');
    expect(stderr).toContain(`${backend}: has no valid attestation`);
    expect(stderr).toContain('no attestations found');
    expect(status).toBe(1);
  });

  it('refuses an image that was built from another commit than its tag names', () => {
    images({ backend, frontend });
    attested('f'.repeat(40));
    const { status, stderr } = verify('staging');
    expect(stderr).toContain(`${backend}: its tag names commit a1b2c3d4e5f6, but it was built from ${'f'.repeat(40)}`);
    expect(status).toBe(1);
  });

  it('refuses an attestation that names no commit', () => {
    images({ backend, frontend });
    scratch.program('gh', 'echo "[]"');
    expect(verify('staging').status).toBe(1);
  });

  it.each([
    { what: 'no digest', reference: 'ghcr.io/arq-platform/arq-backend:0.1.0-ga1b2c3d4e5f6' },
    { what: 'no commit in its tag', reference: `ghcr.io/arq-platform/arq-backend:0.1.0@${digest('1')}` },
    { what: 'an option for a name', reference: `--owner=me:1-ga1b2c3d4e5f6@${digest('1')} x` },
  ])('refuses a reference with $what, and asks nobody', ({ reference }) => {
    images({ backend: reference, frontend });
    attested(source);
    const { status, stderr } = verify('staging');
    expect(stderr).toContain(`${reference} is no release`);
    expect(status).toBe(1);
    expect(scratch.calls()).toEqual([]);
  });

  it('reads the image file of a revision, not of the checkout', () => {
    const revision = images({ backend, frontend });
    images({ backend: 'arq-backend:local', frontend });
    attested(source);
    expect(verify('staging').status).toBe(1);
    expect(verify('staging', `--revision=${revision}`).status).toBe(0);
  });

  it.each(['--upload-pack=touch x', 'nowhere', ''])('refuses the revision "%s"', (revision) => {
    images({ backend, frontend });
    attested(source);
    const { status, stdout } = verify('staging', `--revision=${revision}`);
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });

  it.each([[], ['../staging'], ['staging', 'production']])('refuses the environment %j', (...environments) => {
    images({ backend, frontend });
    const { status, stderr } = verify(...environments);
    expect(stderr).toContain('name one environment');
    expect(status).toBe(1);
  });
});
