import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '@arq/constructs';

/** Tiers that run an image. */
const tiers = [
  'backend',
  'frontend',
  'postgres',
  'redis',
  'postgresExporter',
  'redisExporter',
  'blackboxExporter',
] as const;

/** Tiers whose images this project builds; others build the rest. */
export const ownTiers = ['backend', 'frontend'] as const satisfies readonly (typeof tiers)[number][];

/** The image of each tier. */
export type Images = Readonly<Record<(typeof tiers)[number], string>>;

/**
 * The images of an environment from `images/<environment>.json`. The file is data of its own, since releases rewrite it:
 * it holds one line per tier and nothing else.
 * @throws ConfigurationError if the file is missing, is not JSON, or does not name exactly the tiers
 */
export function readImages(folder: string, environment: string): Images {
  const file = join(folder, `${environment}.json`);
  const images = parse(file, read(file));
  const unknown = Object.keys(images).filter((tier) => !(tiers as readonly string[]).includes(tier));
  const missing = tiers.filter((tier) => typeof images[tier] !== 'string');
  if (unknown.length === 0 && missing.length === 0) return images as Images;
  const problem =
    missing.length > 0 ? `names no image for ${missing.join(', ')}` : `names unknown tiers: ${unknown.join(', ')}`;
  throw new ConfigurationError(`${file}: ${problem}; it needs one image for each of ${tiers.join(', ')}`);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigurationError(`${file}: cannot be read; create it with one image for each of ${tiers.join(', ')}`);
  }
}

function parse(file: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigurationError(`${file}: is not JSON (${(error as Error).message}); correct it`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ConfigurationError(`${file}: holds ${JSON.stringify(value)}; it needs an object with one image per tier`);
}
