import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * An OCI layout for each platform of one with several, which shares its content. Programs differ in which image of many
 * they take; of one there is no doubt.
 * @param {string} folder OCI layout
 * @param {string} into folder in which the layouts are made
 * @returns {{ platform: string, layout: string }[]}
 */
export function layoutsOf(folder, into) {
  return imagesIn(folder, readJson(join(folder, 'index.json'))).map((image) => {
    const platform = [image.platform.os, image.platform.architecture, image.platform.variant].filter(Boolean).join('/');
    const layout = join(into, platform.replaceAll('/', '-'));
    mkdirSync(layout, { recursive: true });
    symlinkSync(resolve(folder, 'blobs'), join(layout, 'blobs'));
    writeFileSync(join(layout, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
    writeFileSync(join(layout, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [image] }));
    return { platform, layout };
  });
}

function imagesIn(folder, { manifests }) {
  return manifests.flatMap((manifest) => {
    if (/index|list/.test(manifest.mediaType)) {
      return imagesIn(folder, readJson(join(folder, 'blobs', ...manifest.digest.split(':'))));
    }
    // Attestations lie beside the images, as manifests for a platform that does not exist.
    return manifest.platform && manifest.platform.os !== 'unknown' ? [manifest] : [];
  });
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
