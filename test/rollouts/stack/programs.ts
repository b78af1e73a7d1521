import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isExecutable, searchPath } from '../../../dev/servers.ts';

/** The version of Argo Rollouts that the add-on's chart installs. */
export const rolloutsVersion = 'v1.9.0';

/** What a cluster without nodes consists of, and where each program comes from. */
const sources = {
  etcd: 'apt-get install etcd-server',
  'kube-apiserver': 'https://dl.k8s.io/v1.36.3/bin/linux/amd64/kube-apiserver',
  'kube-controller-manager': 'https://dl.k8s.io/v1.36.3/bin/linux/amd64/kube-controller-manager',
  kubectl: 'https://dl.k8s.io/v1.36.3/bin/linux/amd64/kubectl',
  'rollouts-controller':
    `go build -ldflags="-X github.com/argoproj/argo-rollouts/utils/version.version=${rolloutsVersion}" ./cmd/rollouts-controller, ` +
    `in the folder of the module github.com/argoproj/argo-rollouts@${rolloutsVersion}`,
  prometheus: 'apt-get install prometheus',
} as const;

/** A program of the cluster. */
export type Program = keyof typeof sources;

/**
 * Path of a program.
 * @throws Error that tells where it comes from
 */
export function pathOf(program: Program): string {
  const path = searchPath()
    .map((directory) => join(directory, program))
    .find(isExecutable);
  if (path === undefined) throw new Error(`${program} is not on the PATH; it comes by: ${sources[program]}`);
  return path;
}

/**
 * Folder with the definitions of Rollout and AnalysisTemplate: `ARGO_ROLLOUTS_CRDS`, or where Go keeps the module from which
 * the controller was built.
 * @throws Error if it is at neither place
 */
export function definitionsFolder(): string {
  const folder = process.env['ARGO_ROLLOUTS_CRDS'] ?? inModuleCache();
  if (folder !== undefined && existsSync(join(folder, 'rollout-crd.yaml'))) return folder;
  throw new Error(
    `there is no rollout-crd.yaml in ${folder ?? 'the module cache of Go'}; set ARGO_ROLLOUTS_CRDS to the folder manifests/crds of ` +
      `Argo Rollouts ${rolloutsVersion}`,
  );
}

/** @throws Error with all that is missing or of another version */
export function requirePrograms(): void {
  const programs = Object.keys(sources) as Program[];
  const missing = [...programs.map((program) => () => pathOf(program)), definitionsFolder].flatMap(problemOf);
  const problems = missing.length > 0 ? missing : problemOf(requireVersion);
  if (problems.length > 0) throw new Error(`the releases cannot be tried:\n${problems.join('\n')}`);
}

function requireVersion(): string {
  const version = execFileSync(pathOf('rollouts-controller'), ['--version'], { encoding: 'utf8' }).trim();
  // As its build was told, with or without the letter.
  if (version.replace(/^v+/, '').split('+')[0] !== rolloutsVersion.slice(1)) {
    throw new Error(`rollouts-controller is ${version}, and clusters get ${rolloutsVersion}; build that`);
  }
  return version;
}

function problemOf(look: () => string): string[] {
  try {
    look();
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function inModuleCache(): string | undefined {
  try {
    const cache = execFileSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8' }).trim();
    return join(cache, `github.com/argoproj/argo-rollouts@${rolloutsVersion}`, 'manifests/crds');
  } catch {
    return undefined;
  }
}
