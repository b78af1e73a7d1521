import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Images, images } from './images.ts';

// Layers of real size are written and read.
jest.setTimeout(60_000);

let made: Images;
beforeEach(() => {
  made = new Images();
});
afterEach(() => made.remove());

const fits = { title: 'arq-backend', layers: [3_000_000, 2_000_000] };
const tooLarge = { title: 'arq-backend', layers: [100_000_000, 51_000_000] };

/** The path of the largest blob. */
function largestBlob(layout: string): string {
  const blobs = join(layout, 'blobs/sha256');
  const [largest = ''] = readdirSync(blobs).sort(
    (a, b) => statSync(join(blobs, b)).size - statSync(join(blobs, a)).size,
  );
  return join(blobs, largest);
}

describe('the size of an image', () => {
  it.each([
    { form: 'an OCI layout', make: () => made.layout(fits) },
    { form: 'a compressed OCI layout', make: () => made.layout({ ...fits, gzip: true }) },
    { form: 'an archive of docker save', make: () => made.archive(fits) },
  ])('is listed by layer for $form', ({ make }) => {
    const source = make();
    expect(images(['check', source])).toEqual({
      status: 0,
      stdout:
        `arq-backend linux/amd64, uncompressed (${source})\n` +
        '     3.0 MB  COPY part-0\n' +
        '     2.0 MB  COPY part-1\n' +
        '     5.0 MB  in all, of 150.0 MB at most\n',
      stderr: '',
    });
  });

  it.each([
    { form: 'a compressed OCI layout', make: () => made.layout({ ...tooLarge, gzip: true }) },
    { form: 'an archive of docker save', make: () => made.archive(tooLarge) },
  ])('fails above the limit for $form', ({ make }) => {
    const source = make();
    const { status, stderr } = images(['check', source]);
    expect(status).toBe(1);
    expect(stderr).toBe(
      `${source}: arq-backend linux/amd64 is 151.0 MB, which is 1.0 MB over its limit of 150.0 MB; its largest layer has ` +
        '100.0 MB: COPY part-0. Make it smaller, or raise the limit in scripts/images/tiers.mjs\n',
    );
  });

  it('is checked for every image of a run, each by its own limit', () => {
    const [large, fine] = [made.layout(tooLarge), made.layout({ ...tooLarge, title: 'arq-frontend' })];
    const { status, stdout, stderr } = images(['check', large, fine]);
    expect(status).toBe(1);
    expect(stdout).toContain('   151.0 MB  in all, of 170.0 MB at most\n');
    expect(stderr).toContain(large);
    expect(stderr).not.toContain(fine);
  });

  it.each([
    {
      what: 'that has no limit',
      make: () => made.layout({ title: 'other', layers: [1] }),
      message: 'its label org.opencontainers.image.title is "other"; limits exist for arq-backend, arq-frontend',
    },
    {
      what: 'that is none',
      make: () => made.folder,
      message: 'is no image: neither index.json (OCI layout) nor manifest.json (docker save) is in it',
    },
    {
      what: 'without a platform',
      make: () => {
        const layout = made.layout(fits);
        writeFileSync(join(layout, 'index.json'), '{"manifests":[]}');
        return layout;
      },
      message: 'holds no image',
    },
  ])('is not guessed for an image $what', ({ make, message }) => {
    const source = make();
    expect(images(['check', source])).toEqual({ status: 1, stdout: '', stderr: `${source}: ${message}\n` });
  });

  it('is not believed of a layer that was changed', () => {
    const layout = made.layout(fits);
    writeFileSync(largestBlob(layout), 'less');
    expect(images(['check', layout])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('; save the image again'),
    });
  });

  it('is not taken of an image that lacks a layer', () => {
    const layout = made.layout(fits);
    rmSync(largestBlob(layout));
    const { status, stderr } = images(['check', layout]);
    expect(status).toBe(1);
    expect(stderr).toContain(`${layout}: is incomplete: it lacks blobs/sha256/`);
  });

  it('is not taken of a file that is no archive', () => {
    const file = join(made.folder, 'text.tar');
    writeFileSync(file, 'text');
    const { status, stderr } = images(['check', file]);
    expect(status).toBe(1);
    expect(stderr).toContain(`${file}: cannot be unpacked: `);
  });
});
