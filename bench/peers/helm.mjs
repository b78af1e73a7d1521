import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { byEnvironment, environments } from '../environments.mjs';
import { readFiles } from '../objects.mjs';
import { writeCharts } from './helm-chart.mjs';

const name = 'helm template: once per environment, once for argocd';

/**
 * The same objects as a Helm user would have them: one chart with a values file per environment, one chart for the rest.
 * @param {string} workspace
 * @param {Map<string, object[]>} files
 */
export function helm(workspace, files) {
  const version = spawnSync('helm', ['version', '--short'], { encoding: 'utf8' });
  if (version.status !== 0) return [{ id: 'helm', name, missing: 'not installed' }];
  const cwd = join(workspace, 'helm');
  mkdirSync(join(cwd, 'out'), { recursive: true });
  mkdirSync(join(cwd, 'single'));
  writeCharts(cwd, byEnvironment(files));
  const env = Object.fromEntries(['CACHE', 'CONFIG', 'DATA'].map((kind) => [`HELM_${kind}_HOME`, join(cwd, '.helm')]));
  const each = environments.map((id) => `helm template arq arq -n arq-${id} -f values/${id}.yaml > out/${id}.yaml`);
  const commands = [...each, 'helm template argocd argocd -n argocd > out/argocd.yaml'];
  const versions = () => [`helm ${version.stdout.trim()}`];
  const outputIn = (folder) => () => [...readFiles(cwd, [folder]).values()].flat();
  return [
    { id: 'helm', name, command: { script: commands.join('; '), cwd, env }, output: outputIn('out'), versions },
    {
      id: 'helm-single',
      name: 'helm template: once, an umbrella chart with all of it',
      command: { script: 'helm template all umbrella > single/all.yaml', cwd, env },
      output: outputIn('single'),
    },
  ];
}
