import { type ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment } from '../environment/environment.ts';
import { Manifest } from '../kubernetes/manifest.ts';
import { renderObjects } from '../synth/render.ts';
import type { ArgoProject, Destination } from './argo-project.ts';
import { checkDelivery } from './check-delivery.ts';
import { ignoredDifferences } from './ignored-differences.ts';
import { type SyncPolicyProps, syncPolicy } from './sync-policy.ts';
import { inWave } from './sync-wave.ts';

/** A folder of plain manifests in Git. */
export interface DirectorySource {
  /** URL of the repository. */
  readonly repository: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  /** Folder; its subfolders are not read. */
  readonly path: string;
  /**
   * Files to leave out, as a glob.
   * @default none
   */
  readonly exclude?: string;
}

/** A Helm chart of a pinned version. */
export interface HelmSource {
  /** URL of the chart repository; without a scheme for an OCI registry. */
  readonly repository: string;
  /** Name of the chart. */
  readonly chart: string;
  /** Exact version: ranges would change a cluster without a commit. */
  readonly version: string;
  /** Values that we choose instead of the chart's. */
  readonly values: object;
}

/** What Argo CD keeps in sync. */
export interface ArgoApplicationProps {
  /** Name of the Application. */
  readonly name: string;
  /**
   * Name of the Helm release, where the source is a chart.
   * @default the Application's name
   */
  readonly releaseName?: string;
  /** Project that it belongs to, which must allow its source and destination. */
  readonly project: ArgoProject;
  /** What is kept in sync: a folder of manifests, or a chart. */
  readonly source: DirectorySource | HelmSource;
  /** Where to. */
  readonly destination: Destination;
  /** How, and how patiently. */
  readonly sync: SyncPolicyProps;
  /**
   * Wave within the Application that creates this one.
   * @default 0: with most of the others
   */
  readonly wave?: number;
  /**
   * Further annotations, such as options of the comparison.
   * @default none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * An Argo CD Application. It has no finalizer: deleting it leaves what it manages in place. Where its folder is that of an
 * environment of the same app, it leaves alone what controllers write into that environment's objects.
 * @throws ConfigurationError if its project does not allow its source or destination
 */
export class ArgoApplication extends Construct {
  constructor(scope: Construct, id: string, props: ArgoApplicationProps) {
    super(scope, id);
    const { name, project, source, destination } = props;
    project.permit(this.node.path, source.repository, destination);
    const application = new Manifest(
      this,
      'Application',
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' },
      {
        metadata: {
          name,
          namespace: project.argoNamespace,
          annotations: { ...inWave(props.wave ?? 0), ...props.annotations },
        },
        spec: {
          project: project.name,
          source: 'chart' in source ? helm(props.releaseName ?? name, source) : directory(source),
          destination: { name: destination.cluster, namespace: destination.namespace },
          ignoreDifferences: Lazy.any({ produce: () => orNone(ignoredDifferences(this.delivered(source))) }),
          syncPolicy: syncPolicy(props.sync),
        },
      },
    );
    this.node.addValidation({ validate: () => this.mistakes(application, source) });
  }

  private mistakes(application: ApiObject, source: DirectorySource | HelmSource): string[] {
    const needed = ignoredDifferences(this.delivered(source));
    return needed.length === 0 ? [] : checkDelivery(application, needed);
  }

  /** Objects of the environment whose folder it reads, of the kinds that rules depend on. */
  private delivered(source: DirectorySource | HelmSource) {
    if ('chart' in source) return [];
    return this.node.root.node
      .findAll()
      .filter((construct) => construct instanceof Environment && construct.folder === source.path)
      .flatMap((environment) =>
        renderObjects(environment, (kind) => kind === 'Rollout' || kind === 'HorizontalPodAutoscaler'),
      );
  }
}

function orNone<Item>(list: readonly Item[]): readonly Item[] | undefined {
  return list.length > 0 ? list : undefined;
}

function directory({ repository, revision, path, exclude }: DirectorySource) {
  return {
    repoURL: repository,
    targetRevision: revision,
    path,
    // JSON files would be loaded as well, and subfolders if the default ever changed.
    directory: { recurse: false, include: '*.yaml', ...(exclude === undefined ? {} : { exclude }) },
  };
}

function helm(releaseName: string, { repository, chart, version, values }: HelmSource) {
  return { repoURL: repository, chart, targetRevision: version, helm: { releaseName, valuesObject: values } };
}
