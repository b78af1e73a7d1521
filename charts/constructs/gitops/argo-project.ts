import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { Environment } from '../environment/environment.ts';
import { ConfigurationError } from '../errors.ts';
import { Manifest } from '../kubernetes/manifest.ts';
import { renderObjects } from '../synth/render.ts';
import { libraryKinds } from './library-kinds.ts';
import { inWave, syncWave } from './sync-wave.ts';

/** A cluster and a namespace in it. */
export interface Destination {
  /** Name under which Argo CD knows the cluster. Addresses are not accepted: a project matches either, and one is enough. */
  readonly cluster: string;
  /** Namespace in it. */
  readonly namespace: string;
}

/** A kind, and optionally which names of it. */
export interface ResourceRule {
  /** API group; empty for the core group. */
  readonly group: string;
  /** Kind, as in YAML. */
  readonly kind: string;
  /**
   * Names, with `*` for any part of one; for kinds of the cluster only.
   * @default every name
   */
  readonly name?: string;
}

/** A time in which syncs are denied. */
export interface SyncWindow {
  /** When it begins, as a cron expression in UTC. */
  readonly schedule: string;
  /** How long it lasts, as in `63h`. */
  readonly duration: string;
  /** Applications that it holds for. */
  readonly applications: readonly string[];
}

/** What Applications of a project may do. */
export interface ArgoProjectProps {
  /** Name of the project. */
  readonly name: string;
  /** What it is for, shown in Argo CD. */
  readonly description: string;
  /** Repositories, each written out: no wildcards. */
  readonly sources: readonly string[];
  /** Clusters and namespaces, each written out: no wildcards. */
  readonly destinations: readonly Destination[];
  /**
   * Kinds that are allowed, or environments: then it is those that this library can emit for one, which may come and go,
   * and those that are emitted beside them, which show in the project's own diff.
   */
  readonly allow:
    | { readonly cluster: readonly ResourceRule[]; readonly namespaced: readonly ResourceRule[] }
    | { readonly environments: readonly Environment[] };
  /**
   * Times without automatic syncs. Syncs by hand stay possible, so that a revert is never locked out.
   * @default none
   */
  readonly denyWindows?: readonly SyncWindow[];
  /**
   * Namespace that Argo CD runs in.
   * @default argocd: where its own manifests install it
   */
  readonly argoNamespace?: string;
}

/** An Argo CD AppProject: what its Applications may read, and where they may write what. */
export class ArgoProject extends Construct {
  readonly name: string;
  readonly argoNamespace: string;
  private readonly props: ArgoProjectProps;

  constructor(scope: Construct, id: string, props: ArgoProjectProps) {
    super(scope, id);
    this.name = props.name;
    this.argoNamespace = props.argoNamespace ?? 'argocd';
    this.props = props;
    this.refuseWildcards();
    new Manifest(
      this,
      'AppProject',
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject' },
      {
        metadata: { name: this.name, namespace: this.argoNamespace, annotations: inWave(syncWave.project) },
        spec: {
          description: props.description,
          sourceRepos: [...props.sources].sort(),
          destinations: props.destinations.map(({ cluster, namespace }) => ({ name: cluster, namespace })).sort(byText),
          clusterResourceWhitelist: Lazy.any({ produce: () => this.rules('cluster') }),
          namespaceResourceWhitelist: Lazy.any({ produce: () => this.rules('namespaced') }),
          ...(props.denyWindows ? { syncWindows: props.denyWindows.map(window).sort(byText) } : {}),
        },
      },
    );
  }

  /** @throws ConfigurationError if an Application of this project may not read or write there */
  permit(place: string, source: string, { cluster, namespace }: Destination): void {
    const { sources, destinations } = this.props;
    if (!sources.includes(source)) {
      throw new ConfigurationError(
        `${place}: project ${this.name} allows ${sources.join(', ')} but not the source ${source}; add it there`,
      );
    }
    if (!destinations.some((known) => known.cluster === cluster && known.namespace === namespace)) {
      throw new ConfigurationError(
        `${place}: project ${this.name} does not allow the namespace ${namespace} of cluster ${cluster}; add it there`,
      );
    }
  }

  private rules(scope: 'cluster' | 'namespaced'): ResourceRule[] {
    const { allow } = this.props;
    const rules =
      'environments' in allow
        ? [...emittedKinds(allow.environments, scope), ...(scope === 'namespaced' ? libraryKinds : [])]
        : [...allow[scope]];
    const key = ({ group, kind, name = '' }: ResourceRule) => `${group}/${kind}/${name}`;
    const unique = new Map(rules.map((rule) => [key(rule), rule]));
    return [...unique.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  private refuseWildcards(): void {
    const { sources, destinations } = this.props;
    const texts = [...sources, ...destinations.flatMap(({ cluster, namespace }) => [cluster, namespace])];
    const wildcard = texts.find((text) => text.includes('*') || text === '');
    if (wildcard === undefined) return;
    throw new ConfigurationError(
      `${this.node.path}: "${wildcard}" would open more than is needed; write out each repository, cluster and namespace`,
    );
  }
}

function emittedKinds(environments: readonly Environment[], scope: 'cluster' | 'namespaced'): ResourceRule[] {
  return environments.flatMap((environment) =>
    renderObjects(environment, () => true)
      .filter(({ metadata }) => (metadata.namespace === undefined) === (scope === 'cluster'))
      .map(({ apiVersion, kind, metadata }) => ({
        group: apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '',
        kind,
        ...(scope === 'cluster' ? { name: metadata.name } : {}),
      })),
  );
}

function window({ schedule, duration, applications }: SyncWindow) {
  return { kind: 'deny', schedule, duration, applications, timeZone: 'UTC', manualSync: true };
}

/** An order that does not depend on the order of declaration. */
function byText(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
