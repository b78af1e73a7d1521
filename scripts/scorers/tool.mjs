import { execFile } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where a program is on PATH; `undefined` where it is not. */
export function find(program) {
  const candidates = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  });
}

/**
 * Runs a program in an empty folder, unless told where: several scorers obey a configuration that lies about.
 * @param {string} program
 * @param {string[]} args
 * @param {string} [cwd]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export async function run(program, args, cwd) {
  const folder = cwd ?? mkdtempSync(join(tmpdir(), 'scorer-'));
  try {
    return await new Promise((resolve, reject) => {
      execFile(program, args, { cwd: folder, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') reject(error);
        else resolve({ code: error?.code ?? 0, stdout, stderr });
      });
    });
  } finally {
    if (!cwd) rmSync(folder, { recursive: true });
  }
}

/**
 * Runs a program that prints JSON.
 * @returns {Promise<{ result: any, stderr: string }>}
 */
export async function runForJson(program, args) {
  const { code, stdout, stderr } = await run(program, args);
  try {
    return { result: JSON.parse(stdout), stderr };
  } catch {
    throw new Error(`${program} ${args[0]} exits ${code} and prints no JSON: ${stderr.trim() || stdout.trim()}`);
  }
}

/**
 * Version of a program: its own word, or what Go recorded in it. "go install" leaves many with no word of their own.
 * @param {string} program
 * @param {string} tested the version that the exceptions were written for
 */
export async function versionOf(program, tested) {
  const { stdout } = await run(program, ['version']);
  const version = numberIn(stdout) ?? (find('go') && numberIn(await moduleOf(find(program)))) ?? 'of unknown version';
  return version === tested ? version : `${version} (exceptions are for ${tested})`;
}

async function moduleOf(path) {
  const { stdout } = await run('go', ['version', '-m', path]);
  return /^\tmod\t.*/m.exec(stdout)?.[0] ?? '';
}

function numberIn(text) {
  const [number] = /\bv?\d+\.\d+\.\d+\S*/.exec(text) ?? [];
  return number?.replace(/^v?/, 'v');
}
