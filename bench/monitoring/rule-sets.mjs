import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { root } from '../../scripts/bundle.mjs';
import { readFiles } from '../objects.mjs';

/**
 * Rules that are evaluated together.
 * @typedef {object} RuleSet
 * @property {string} id
 * @property {string} name
 * @property {object[]} groups
 */

/** What is asked for where the other project's rules are not at hand. */
export const wayOut =
  'set KUBE_PROMETHEUS to a folder of https://github.com/prometheus-operator/kube-prometheus (git clone --depth 1)';

const files = [
  'kubernetesControlPlane',
  'nodeExporter',
  'kubeStateMetrics',
  'prometheus',
  'alertmanager',
  'kubePrometheus',
];

/** The same programs are scraped under other names there than in the chart that this project installs. */
const jobs = {
  'prometheus-k8s': 'kube-prometheus-stack-prometheus',
  'alertmanager-main': 'kube-prometheus-stack-alertmanager',
};

/** Every rule of the staging environment and of its cluster. */
export function ours() {
  const objects = [...readFiles(root, ['dist/staging', 'dist/monitoring/staging']).values()].flat();
  return { id: 'ours', name: 'ours', groups: groupsOf(objects) };
}

/**
 * The rules that kube-prometheus installs, those on its operator and on Grafana left out.
 * @param {string} folder a checkout, or a git directory
 */
export function kubePrometheus(folder) {
  const objects = files.flatMap((file) => {
    const text = read(folder, `manifests/${file}-prometheusRule.yaml`);
    const renamed = Object.entries(jobs).reduce(
      (text, [from, to]) => text.replaceAll(`job="${from}"`, `job="${to}"`),
      text,
    );
    return parseAllDocuments(renamed).map((document) => document.toJS());
  });
  return { id: 'kube-prometheus', name: `kube-prometheus ${version(folder)}`, groups: groupsOf(objects) };
}

/** All groups, without intervals of their own: every rule counts once per evaluation. */
function groupsOf(objects) {
  return objects
    .filter(({ kind }) => kind === 'PrometheusRule')
    .flatMap(({ metadata, spec }) =>
      spec.groups.map(({ name, rules }) => ({ name: `${metadata.namespace}/${metadata.name}/${name}`, rules })),
    );
}

function read(folder, path) {
  if (existsSync(join(folder, path))) return readFileSync(join(folder, path), 'utf8');
  return git(folder, ['show', `HEAD:${path}`], path);
}

const version = (folder) => git(folder, ['rev-parse', '--short', 'HEAD'], 'commit').trim();

function git(folder, args, wanted) {
  try {
    return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`KUBE_PROMETHEUS=${folder} has no ${wanted}; ${wayOut}\n${error.stderr ?? error.message}`);
  }
}
