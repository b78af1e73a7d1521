import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { byEnvironment, environments } from '../environments.mjs';
import { readFiles } from '../objects.mjs';
import { writeOverlays } from './kustomize-overlays.mjs';

/**
 * The same objects as a base with an overlay per environment, and a list of resources for the rest.
 * @param {string} workspace
 * @param {Map<string, object[]>} files
 */
export function kustomize(workspace, files) {
  const tool = findTool();
  const name = `${tool?.build ?? 'kubectl kustomize'}: once per environment, once for argocd`;
  if (!tool) return [{ id: 'kustomize', name, missing: 'not installed' }];
  const cwd = join(workspace, 'kustomize');
  mkdirSync(join(cwd, 'out'), { recursive: true });
  writeOverlays(cwd, byEnvironment(files));
  const script = [...environments, 'argocd'].map((id) => `${tool.build} ${id} > out/${id}.yaml`).join('; ');
  const output = () => [...readFiles(cwd, ['out']).values()].flat();
  return [{ id: 'kustomize', name, command: { script, cwd }, output, versions: () => tool.versions }];
}

function findTool() {
  const kubectl = spawnSync('kubectl', ['version', '--client', '--output=json'], { encoding: 'utf8' });
  if (kubectl.status === 0) {
    const { clientVersion, kustomizeVersion } = JSON.parse(kubectl.stdout);
    const versions = [`kubectl ${clientVersion.gitVersion}`, `kustomize ${kustomizeVersion}`];
    return { build: 'kubectl kustomize', versions };
  }
  const own = spawnSync('kustomize', ['version'], { encoding: 'utf8' });
  return own.status === 0 ? { build: 'kustomize build', versions: [`kustomize ${own.stdout.trim()}`] } : undefined;
}
