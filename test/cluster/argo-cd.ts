import { readFileSync } from 'node:fs';
import type { Cluster } from './cluster.ts';
import { install } from './install.ts';
import { type Manifest, manifestsIn } from './manifest.ts';
import { versions } from './versions.ts';
import { done, notYet, type Progress, waitFor } from './wait-for.ts';

const namespace = 'argocd';

/** An Application, as far as the checks look at it. */
export interface Application {
  readonly status?: {
    readonly health?: { readonly status?: string };
    readonly sync?: { readonly status?: string; readonly revision?: string };
    readonly operationState?: {
      readonly phase?: string;
      readonly message?: string;
      readonly syncResult?: { readonly revision?: string };
    };
  };
}

/** Argo CD without what the checks do not use, and the cluster under the name that staging's definitions have. */
export function installArgoCd(cluster: Cluster, clusterName: string): void {
  install(
    cluster,
    { release: 'argo-cd', chart: 'argo-cd', namespace, values: {}, ...versions.charts['argo-cd'] },
    { dex: { enabled: false }, notifications: { enabled: false }, applicationSet: { replicas: 0 } },
  );
  cluster.apply([
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: clusterName,
        namespace,
        labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
      },
      // Argo CD's own account: it is the cluster that it runs in.
      stringData: {
        name: clusterName,
        server: 'https://kubernetes.default.svc',
        config: '{"tlsClientConfig":{"insecure":false}}',
      },
    },
  ]);
}

/** The project and the Application of staging as they are rendered, but from another repository. */
export function stagingDefinitions(repository: string): Manifest[] {
  return ['argocd/project.yaml', 'argocd/staging.yaml']
    .flatMap((file) => manifestsIn(readFileSync(file, 'utf8')))
    .map((manifest) => fromRepository(manifest, repository));
}

function fromRepository(manifest: Manifest, repository: string): Manifest {
  const { kind, spec } = manifest;
  if (kind === 'AppProject') return { ...manifest, spec: { ...spec, sourceRepos: [repository] } };
  return { ...manifest, spec: { ...spec, source: { ...spec.source, repoURL: repository } } };
}

/** Tells Argo CD to look into the repository now, and waits until it has applied a commit and all of it is healthy. */
export async function synced(cluster: Cluster, name: string, commit: string, seconds: number): Promise<void> {
  refresh(cluster, name);
  await waitFor(`${name} at ${commit.slice(0, 12)}`, seconds, () =>
    syncProgress(cluster.get<Application>(namespace, 'application', name), commit),
  );
}

/** Without it Argo CD looks every few minutes. */
export function refresh(cluster: Cluster, name: string): void {
  const args = ['annotate', 'application', name, 'argocd.argoproj.io/refresh=normal', '--overwrite'];
  cluster.kubectl(['--namespace', namespace, ...args]);
}

/** How far an Application is with a commit. */
export function syncProgress({ status = {} }: Application, commit: string): Progress {
  const { operationState: { phase, message, syncResult } = {}, health, sync } = status;
  if (sync?.revision !== commit) return notYet(`it knows ${sync?.revision?.slice(0, 12) ?? 'no commit'}`);
  if (syncResult?.revision !== commit || phase !== 'Succeeded')
    return notYet(`sync ${phase ?? 'not begun'}: ${message ?? ''}`);
  if (sync.status !== 'Synced') return notYet(`it is ${sync.status}`);
  return health?.status === 'Healthy' ? done : notYet(`it is ${health?.status}`);
}
