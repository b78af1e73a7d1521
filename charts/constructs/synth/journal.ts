import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '../errors.ts';

/** One file that a replacement touches. */
export interface Change {
  /** Path below the root. */
  readonly path: string;
  /** New content; none removes the file. */
  readonly content?: string;
}

/** What undoes one change: its backup, or nothing where there was no file. */
interface Undo {
  readonly path: string;
  readonly backup?: string;
}

/** Folder below the root with what is being written; it exists only while files are replaced. */
const folder = '.synth';
const lockFile = join(folder, 'lock');
const journalFile = join(folder, 'journal.json');

/**
 * Replaces all files or none. New content and backups are written aside first, where a full disk or a signal does no
 * harm; then files are renamed into place. If that is cut short, by an error at once and by a kill at the next start, the
 * journal leads back to the old state.
 * @throws ConfigurationError if another process is at it
 */
export function replaceFiles(root: string, changes: readonly Change[]): void {
  if (changes.length === 0) return;
  withLock(root, () => {
    const undo = stage(root, changes);
    // From here on a signal waits until all files agree again.
    withoutInterruption(() => {
      try {
        changes.forEach((change, index) => {
          install(root, change, index);
        });
      } catch (error) {
        rollBack(root, undo);
        throw error;
      }
      unlinkSync(join(root, journalFile));
    });
  });
}

/** Takes back what a killed process left half done. Safe to call at any time. */
export function recover(root: string): void {
  if (!existsSync(join(root, folder))) return;
  withLock(root, () => {});
}

function stage(root: string, changes: readonly Change[]): Undo[] {
  const undo = changes.map(({ path, content }, index): Undo => {
    if (content !== undefined) writeDurably(join(root, staged(index)), content);
    const target = join(root, path);
    if (!existsSync(target)) return { path };
    copyFileSync(target, join(root, backup(index)));
    return { path, backup: backup(index) };
  });
  writeDurably(join(root, `${journalFile}.new`), JSON.stringify(undo));
  renameSync(join(root, `${journalFile}.new`), join(root, journalFile));
  return undo;
}

function install(root: string, { path, content }: Change, index: number): void {
  const target = join(root, path);
  if (content === undefined) {
    unlinkSync(target);
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  renameSync(join(root, staged(index)), target);
}

function rollBack(root: string, undo: readonly Undo[]): void {
  for (const { path, backup } of undo) {
    const target = join(root, path);
    if (backup === undefined) rmSync(target, { force: true });
    else if (existsSync(join(root, backup))) renameSync(join(root, backup), target);
  }
  rmSync(join(root, journalFile), { force: true });
}

const staged = (index: number) => join(folder, `${index}.new`);
const backup = (index: number) => join(folder, `${index}.old`);

function withLock(root: string, work: () => void): void {
  takeLock(root);
  try {
    const journal = join(root, journalFile);
    if (existsSync(journal)) rollBack(root, JSON.parse(readFileSync(journal, 'utf8')));
    work();
  } finally {
    // A journal that is still there belongs to a rollback that failed: the next start tries again.
    if (!existsSync(join(root, journalFile))) release(root);
  }
}

/** Removes everything but the lock, then the lock; the folder goes unless somebody else has entered it by then. */
function release(root: string): void {
  const waiting = (name: string) => name.startsWith('lock.') && isRunning(Number(name.slice('lock.'.length)));
  const entries = readdirSync(join(root, folder)).filter((name) => name !== 'lock' && !waiting(name));
  for (const name of entries) rmSync(join(root, folder, name), { force: true });
  rmSync(join(root, lockFile), { force: true });
  try {
    rmdirSync(join(root, folder));
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** A link appears together with its content, so nobody ever reads a lock without an owner. */
function takeLock(root: string): void {
  const own = join(root, folder, `lock.${process.pid}`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(own, String(process.pid));
      linkSync(own, join(root, lockFile));
      break;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST' && takeOver(root, own)) break;
      // Another process has just removed the folder, or released the lock: there is room again.
      if (!['EEXIST', 'ENOENT'].includes(code ?? '') || attempt === 20) throw error;
    } finally {
      rmSync(own, { force: true });
    }
  }
}

/**
 * Takes the lock of a process that is gone.
 * @returns false if the lock has gone as well meanwhile
 * @throws ConfigurationError if its owner runs
 */
function takeOver(root: string, own: string): boolean {
  if (!existsSync(join(root, lockFile))) return false;
  const owner = Number(readFileSync(join(root, lockFile), 'utf8'));
  if (owner !== process.pid && isRunning(owner)) {
    throw new ConfigurationError(
      `${join(root, folder)}: process ${owner} is synthesizing into this folder; wait for it, or delete ` +
        `${join(root, lockFile)} if that is another program`,
    );
  }
  renameSync(own, join(root, lockFile));
  return true;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function writeDurably(path: string, content: string): void {
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Holds signals back while `work` runs, and delivers them afterwards. */
function withoutInterruption(work: () => void): void {
  const received: NodeJS.Signals[] = [];
  const remember = (signal: NodeJS.Signals) => received.push(signal);
  for (const signal of signals) process.on(signal, remember);
  try {
    work();
  } finally {
    for (const signal of signals) process.off(signal, remember);
    for (const signal of received) process.kill(process.pid, signal);
  }
}
