import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Runs the command as anybody would. */
export function images(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/images.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  return { status, stdout, stderr };
}

/** What an invented image is like. */
export interface Invented {
  readonly title: string;
  /** Size of each layer's only file, in bytes; the archive around it adds a few kB. */
  readonly layers: readonly number[];
  readonly gzip?: boolean;
}

/** Images made up in a folder of their own. */
export class Images {
  readonly folder = mkdtempSync(join(tmpdir(), 'images-test-'));

  /** An OCI layout, with an attestation beside the image as builders write them. */
  layout({ title, layers, gzip = false }: Invented): string {
    const root = this.#fresh();
    const tars = layers.map((bytes, index) => this.#layer(bytes, index));
    const descriptors = tars.map((tar) => this.#blob(root, gzip ? gzipSync(tar, { level: 1 }) : tar));
    const config = this.#blob(root, json(configuration(title, tars)));
    const image = this.#blob(root, json({ schemaVersion: 2, config, layers: descriptors }));
    const attestation = { ...image, digest: `sha256:${'0'.repeat(64)}`, platform: { os: 'unknown' } };
    const index = this.#blob(root, json({ schemaVersion: 2, manifests: [image, attestation] }));
    writeFileSync(join(root, 'index.json'), json({ schemaVersion: 2, manifests: [index] }));
    return root;
  }

  /** An archive as `docker save` writes it. */
  archive({ title, layers }: Invented): string {
    const root = this.#fresh();
    const tars = layers.map((bytes, index) => this.#layer(bytes, index));
    for (const [index, tar] of tars.entries()) writeFileSync(join(root, `${index}.tar`), tar);
    writeFileSync(join(root, 'config.json'), json(configuration(title, tars)));
    const manifest = [{ Config: 'config.json', RepoTags: [], Layers: tars.map((_, index) => `${index}.tar`) }];
    writeFileSync(join(root, 'manifest.json'), json(manifest));
    return tarOf(root, `${root}.tar`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #fresh(): string {
    return mkdtempSync(join(this.folder, 'image-'));
  }

  #layer(bytes: number, index: number): Buffer {
    const content = this.#fresh();
    const file = join(content, `file-${index}`);
    writeFileSync(file, '');
    truncateSync(file, bytes);
    return readFileSync(tarOf(content, `${content}.tar`));
  }

  #blob(root: string, content: Buffer | string) {
    const hash = sha256(content);
    mkdirSync(join(root, 'blobs/sha256'), { recursive: true });
    writeFileSync(join(root, 'blobs/sha256', hash), content);
    return { digest: `sha256:${hash}` };
  }
}

function configuration(title: string, tars: readonly Buffer[]) {
  return {
    os: 'linux',
    architecture: 'amd64',
    config: { Labels: { 'org.opencontainers.image.title': title } },
    rootfs: { type: 'layers', diff_ids: tars.map((tar) => `sha256:${sha256(tar)}`) },
    history: [
      { created_by: 'ENV A=b', empty_layer: true },
      ...tars.map((_, index) => ({ created_by: `COPY part-${index}` })),
    ],
  };
}

function tarOf(folder: string, file: string): string {
  const { status, stderr } = spawnSync('tar', ['-cf', file, '-C', folder, '.'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return file;
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function json(value: unknown): string {
  return JSON.stringify(value);
}
