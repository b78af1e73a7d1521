import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * An image as archives hold it.
 * @typedef {object} ImageContent
 * @property {object} configuration its JSON
 * @property {string[]} layers paths of its layers, the lowest first
 */

/**
 * Reads what a folder holds: an OCI layout, one image for each platform, or what `docker save` writes.
 * @param {string} folder
 * @returns {ImageContent[]}
 * @throws {Error} if it is neither, or is incomplete
 */
export function readImages(folder) {
  // Newer engines write both; the index also knows platforms.
  if (existsSync(join(folder, 'index.json'))) return readIndex(folder, readJson(folder, 'index.json'));
  if (existsSync(join(folder, 'manifest.json'))) return readJson(folder, 'manifest.json').map(readDocker(folder));
  throw new Error('is no image: neither index.json (OCI layout) nor manifest.json (docker save) is in it');
}

function readIndex(folder, { manifests }) {
  return manifests.filter(isImage).flatMap(({ digest }) => {
    const document = readJson(folder, blob(digest));
    if (document.manifests) return readIndex(folder, document);
    const layers = document.layers.map((layer) => existing(folder, blob(layer.digest)));
    return [{ configuration: readJson(folder, blob(document.config.digest)), layers }];
  });
}

/** Attestations lie beside the images, as manifests for a platform that does not exist. */
function isImage({ platform, annotations }) {
  return platform?.os !== 'unknown' && annotations?.['vnd.docker.reference.type'] === undefined;
}

function readDocker(folder) {
  return ({ Config, Layers }) => ({
    configuration: readJson(folder, Config),
    layers: Layers.map((layer) => existing(folder, layer)),
  });
}

function blob(digest) {
  return join('blobs', ...digest.split(':'));
}

function readJson(folder, path) {
  return JSON.parse(readFileSync(existing(folder, path), 'utf8'));
}

function existing(folder, path) {
  const file = join(folder, path);
  if (!existsSync(file)) throw new Error(`is incomplete: it lacks ${path}; save the image again`);
  return file;
}
