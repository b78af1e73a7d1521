import type { IgnoredDifference } from '../../../charts/constructs/gitops/ignored-differences.ts';
import { waveOf } from '../../../charts/constructs/gitops/sync-wave.ts';
import type { KubernetesObject } from '../../../charts/constructs/kubernetes/manifest.ts';
import type { Api } from '../stack/api.ts';
import type { Kubectl } from './kubectl.ts';
import { ignoredDifferences, namespace } from './manifests.ts';

/** Where the kinds that have an ignored field are served. */
const collections: Readonly<Record<string, string>> = {
  Service: `/api/v1/namespaces/${namespace}/services`,
  Rollout: `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts`,
};

/**
 * Stands in for a sync of Argo CD: applies objects wave by wave with kubectl's three-way merge, which is what Argo CD uses.
 * As under RespectIgnoreDifferences, what its Application ignores is taken from the live object before. All objects are
 * applied, also those that have not changed, which ApplyOutOfSyncOnly would leave out; and no wave is waited for.
 */
export async function sync(api: Api, kubectl: Kubectl, objects: readonly KubernetesObject[]): Promise<void> {
  const waves = [...new Set(objects.map(waveOf))].sort((a, b) => a - b);
  for (const wave of waves) {
    const targets = objects.filter((object) => waveOf(object) === wave).sort((a, b) => isCustom(a) - isCustom(b));
    const merged = await Promise.all(targets.map((target) => withIgnored(api, target)));
    await kubectl.run(['apply', '-f', '-'], merged);
  }
}

/** Argo CD applies what Kubernetes itself knows first. */
const isCustom = ({ kind }: KubernetesObject) => Number(kind === 'Rollout' || kind === 'AnalysisTemplate');

async function withIgnored(api: Api, target: KubernetesObject): Promise<KubernetesObject> {
  const rules = ignoredDifferences.filter((rule) => concerns(rule, target));
  const collection = collections[target.kind];
  if (rules.length === 0 || collection === undefined) return target;
  const live = await api.find(`${collection}/${target.metadata.name}`);
  if (live === undefined) return target;
  const result = structuredClone(target);
  for (const pointer of rules.flatMap(({ jsonPointers }) => jsonPointers)) copy(pointer, live, result);
  return result;
}

function concerns({ group, kind, name }: IgnoredDifference, { apiVersion, ...target }: KubernetesObject): boolean {
  const own = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return group === own && kind === target.kind && name === target.metadata.name;
}

/** Gives an object the value that another one has at a JSON pointer, or none. */
function copy(pointer: string, from: KubernetesObject, to: KubernetesObject): void {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() as string;
  const [source, target] = [from, to].map((object) => keys.reduce<any>((value, key) => value?.[key], object));
  if (target === undefined) return;
  if (source?.[last] === undefined) delete target[last];
  else target[last] = source[last];
}
