import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root as project } from '../../scripts/bundle.mjs';
import { readFiles } from '../objects.mjs';
import { Compiler } from './compiler.mjs';

const leftOut = new Set(['node_modules', '.git', 'build', 'lib', '.synth']);
const folders = ['dist', 'argocd'];

/**
 * A copy of the project, so that what is measured stays the same and the committed files stay alone.
 * @param {string} workspace
 */
export function checkout(workspace) {
  const root = join(workspace, 'project');
  mkdirSync(root);
  cpSync(project, root, { recursive: true, filter: (path) => path === project || !leftOut.has(basename(path)) });
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  return root;
}

/** This project's synthesis in three states of the folder. All three construct, check and compare everything. */
export function ours(root) {
  const compiler = new Compiler(dirname(root));
  const command = { script: `'${process.execPath}' scripts/synth.mjs`, cwd: root };
  const remove = (names) => {
    for (const name of names) rmSync(join(root, name), { recursive: true, force: true });
  };
  const output = () => [...committed(root).values()].flat();
  return [
    {
      id: 'cold',
      name: 'ours, cold: compiles, writes all files',
      command: { ...command, env: compiler.env },
      prepare() {
        remove(['build', ...folders]);
        compiler.reset();
      },
      alsoCosts: () => compiler.seconds(),
      output,
    },
    { id: 'warm', name: 'ours, warm: writes all files', command, prepare: () => remove(folders), output },
    { id: 'current', name: 'ours, warm: files are up to date', command, output },
  ];
}

/** The committed objects, as this project has just written them. */
export const committed = (root) => readFiles(root, folders);
