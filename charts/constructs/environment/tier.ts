import type { Construct } from 'constructs';
import { inWave, syncWave } from '../gitops/sync-wave.ts';
import { type Labels, label, selectorLabels, workloadLabels } from '../kubernetes/labels.ts';
import { type GroupVersionKind, Manifest } from '../kubernetes/manifest.ts';
import { requireServiceName } from '../kubernetes/syntax.ts';
import { TierMonitoring } from '../monitoring/tier-monitoring.ts';
import type { Peer, PodPeer } from '../network/peer.ts';
import { OutputFile } from '../synth/output-file.ts';
import { Environment } from './environment.ts';
import type { TierProps } from './tier-props.ts';

/** Metadata of one object of a tier. */
export interface EmitOptions {
  /**
   * Name of the object.
   * @default the tier's name
   */
  readonly name?: string;
  /** Sync wave, one of `syncWave`. */
  readonly wave: number;
  /**
   * Annotations beside that of the wave.
   * @default none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * One component of an environment, in a file of its own: `dist/<environment>/<name>.yaml`. It is a chart, so further
 * objects can be added to it like to any other.
 */
export abstract class Tier extends OutputFile {
  /** The environment around it. */
  readonly environment: Environment;
  /** Name of its objects. */
  readonly name: string;
  /** Its role in the platform, such as `database`. */
  readonly component: string;
  /** Labels that select its pods; they never change. */
  readonly selector: Labels;
  /** Labels of its objects and pods. */
  readonly commonLabels: Labels;
  /** Its alerts, rows of dashboards and scrape targets; others may add theirs. */
  readonly monitoring: TierMonitoring;

  constructor(scope: Construct, id: string, props: TierProps, component: string) {
    const environment = Environment.of(scope, `${scope.node.path}/${id}`);
    super(scope, id, {
      file: `${environment.folder}/${props.name}.yaml`,
      namespace: environment.namespace,
      title: `${props.name} (${component}) in ${environment.namespace}`,
    });
    this.environment = environment;
    this.name = requireServiceName(props.name, `${this.node.path}: name`);
    this.component = component;
    environment.register(this);
    const facts = { name: this.name, instance: environment.instance, component, partOf: environment.platform };
    this.selector = selectorLabels(facts);
    this.commonLabels = workloadLabels(facts);
    this.monitoring = new TierMonitoring(this, 'Monitoring', {
      namespace: environment.namespace,
      workload: this.name,
      component,
      environment: environment.name,
      metadataOf: (name) => this.metadata({ name, wave: syncWave.monitoring }),
      settings: environment.monitoring,
      catalogue: environment.catalogue,
    });
  }

  /** Emits one object with the tier's labels. */
  protected emit<Props extends { readonly metadata?: unknown }>(
    id: string,
    type: GroupVersionKind,
    { name = this.name, wave, annotations }: EmitOptions,
    props: Omit<Props, 'metadata'>,
  ): Manifest {
    return new Manifest(this, id, type, { metadata: this.metadata({ name, wave, annotations }), ...props });
  }

  /** Metadata with the tier's labels, in a sync wave. */
  protected metadata({ name = this.name, wave, annotations }: EmitOptions) {
    return { name, labels: this.commonLabels, annotations: { ...inWave(wave), ...annotations } };
  }

  /**
   * Its pods, as network policies select them: by the one label that tells them from others of the namespace. Scorers
   * recognise a policy of a workload by exactly that.
   */
  get peer(): PodPeer {
    return { name: this.name, labels: { [label.name]: this.name } };
  }

  /** Where its connections to other tiers come from: its pods, unless somebody else's serve for it. */
  get client(): Peer {
    return this.peer;
  }
}
