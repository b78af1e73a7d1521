import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';

/**
 * Measures a layer: the bytes of its uncompressed archive.
 * @param {string} path
 * @param {string} digest of the uncompressed bytes, as the image's configuration has it
 * @throws {Error} if the layer is not the one that the configuration speaks of
 */
export async function measureLayer(path, digest) {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(path), ...(await decompression(path)), async (chunks) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  });
  const found = `sha256:${hash.digest('hex')}`;
  if (found !== digest) throw new Error(`${path}: holds ${found} instead of ${digest}; save the image again`);
  return bytes;
}

/** Told by the first bytes: archives name their layers' compression unreliably. */
async function decompression(path) {
  const file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0).finally(() => file.close());
  const magic = buffer.toString('hex');
  if (magic.startsWith('1f8b')) return [zlib.createGunzip()];
  if (magic !== '28b52ffd') return [];
  if (!zlib.createZstdDecompress) throw new Error(`${path}: is compressed with zstd; use Node.js 22.15 or newer`);
  return [zlib.createZstdDecompress()];
}
