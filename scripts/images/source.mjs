import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from './engine.mjs';

/**
 * Hands over the folder with an image's content, for as long as `use` takes.
 * @template T
 * @param {string} source folder or archive of an image; anything else is an image of the container engine
 * @param {string | undefined} engine
 * @param {(folder: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withContent(source, engine, use) {
  if (existsSync(source) && statSync(source).isDirectory()) return use(source);
  const scratch = mkdtempSync(join(tmpdir(), 'arq-image-'));
  try {
    return await use(unpack(existsSync(source) ? source : save(source, engine, scratch), scratch));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function save(image, engine, scratch) {
  const file = join(scratch, 'image.tar');
  new Engine(engine).save(image, file);
  return file;
}

function unpack(file, scratch) {
  const folder = join(scratch, 'content');
  mkdirSync(folder);
  const { status, stderr, error } = spawnSync('tar', ['-xf', file, '-C', folder], { encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`cannot be unpacked: ${stderr.trim().split('\n')[0]}`);
  return folder;
}
