import { measureLayer } from './layer.mjs';
import { readImages } from './layout.mjs';
import { withContent } from './source.mjs';
import { megabytes, tiers } from './tiers.mjs';

const titleLabel = 'org.opencontainers.image.title';

/**
 * Prints the layers of an image and their sizes.
 * @returns {Promise<string[]>} what is wrong with it: that it is over its limit, or cannot be measured
 */
export async function check(source, engine) {
  try {
    const images = await withContent(source, engine, (folder) => Promise.all(readImages(folder).map(measure)));
    if (images.length === 0) return [`${source}: holds no image`];
    return images.flatMap((image) => report(source, image));
  } catch (error) {
    return [`${source}: ${error.message}`];
  }
}

async function measure({ configuration, layers }) {
  const digests = configuration.rootfs.diff_ids;
  if (digests.length !== layers.length) {
    throw new Error(`has ${layers.length} layers, but its configuration speaks of ${digests.length}`);
  }
  const steps = (configuration.history ?? []).filter((step) => !step.empty_layer);
  const sizes = [];
  for (const [index, path] of layers.entries()) {
    sizes.push({ bytes: await measureLayer(path, digests[index]), origin: steps[index]?.created_by ?? '' });
  }
  const title = configuration.config?.Labels?.[titleLabel];
  return { title, platform: `${configuration.os}/${configuration.architecture}`, sizes };
}

function report(source, { title, platform, sizes }) {
  const tier = Object.values(tiers).find((candidate) => candidate.title === title);
  if (!tier) {
    const known = Object.values(tiers).map((candidate) => candidate.title);
    return [`${source}: its label ${titleLabel} is "${title ?? ''}"; limits exist for ${known.join(', ')}`];
  }
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`${title} ${platform}, uncompressed (${source})`);
  for (const { bytes, origin } of sizes) console.log(`  ${column(bytes)}  ${shorten(origin)}`.trimEnd());
  console.log(`  ${column(total)}  in all, of ${megabytes(tier.limit)} at most`);
  if (total <= tier.limit) return [];
  const [largest] = sizes.toSorted((a, b) => b.bytes - a.bytes);
  return [
    `${source}: ${title} ${platform} is ${megabytes(total)}, which is ${megabytes(total - tier.limit)} over its limit of ` +
      `${megabytes(tier.limit)}; its largest layer has ${megabytes(largest.bytes)}: ${shorten(largest.origin)}. ` +
      'Make it smaller, or raise the limit in scripts/images/tiers.mjs',
  ];
}

function column(bytes) {
  return megabytes(bytes).padStart(9);
}

/** Build steps may be whole scripts; their beginning tells which one it is. */
function shorten(step) {
  const line = step.replaceAll(/\s+/g, ' ').replace('/bin/sh -c #(nop) ', '').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
