import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const type = (name: string) => `application/vnd.oci.image.${name}.v1+json`;

/**
 * Writes an archive as BuildKit does: an index of an index, with an image for each processor and its attestations
 * beside it.
 * @returns digest of the index of all platforms
 */
export function writeArchive(file: string, architectures: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'arq-layout-'));
  const blob = (content: object) => {
    const text = JSON.stringify(content);
    const hash = createHash('sha256').update(text).digest('hex');
    mkdirSync(join(folder, 'blobs/sha256'), { recursive: true });
    writeFileSync(join(folder, 'blobs/sha256', hash), text);
    return { digest: `sha256:${hash}`, size: text.length };
  };
  const manifests = architectures.flatMap((architecture) => {
    const image = blob({ schemaVersion: 2, config: blob({ os: 'linux', architecture }), layers: [] });
    const attestation = blob({ schemaVersion: 2, config: blob({ about: architecture }), layers: [] });
    return [
      { mediaType: type('manifest'), ...image, platform: { os: 'linux', architecture } },
      { mediaType: type('manifest'), ...attestation, platform: { os: 'unknown', architecture: 'unknown' } },
    ];
  });
  const index = blob({ schemaVersion: 2, mediaType: type('index'), manifests });
  writeFileSync(
    join(folder, 'index.json'),
    JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType: type('index'), ...index }] }),
  );
  mkdirSync(dirname(file), { recursive: true });
  spawnSync('tar', ['-cf', file, '-C', folder, '.']);
  rmSync(folder, { recursive: true });
  return index.digest;
}
