import type { KubernetesObject } from '../../../charts/constructs/kubernetes/manifest.ts';
import { until } from '../../live/readings/until.ts';
import { committedImages, type Images, namespace, type Service } from '../delivery/manifests.ts';
import type { Api } from '../stack/api.ts';
import { type AnalysisRun, analysisRun } from './analysis-run.ts';
import type { History } from './history.ts';

const rollouts = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts`;
export const analysisRuns = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/analysisruns`;
export const replicaSets = `/apis/apps/v1/namespaces/${namespace}/replicasets`;

/** Longer than anything that is waited for without reason takes on a busy machine. */
export const patience = 120;

/** What the API server tells of releases. */
export class Observer {
  readonly api: Api;
  /** Where the Services have led since the first release of this scenario. */
  history!: History;
  /** What Git names. */
  protected images: Images = committedImages;

  constructor(api: Api) {
    this.api = api;
  }

  rollout(service: Service): Promise<KubernetesObject> {
    return this.api.get(`${rollouts}/${service}`);
  }

  /** Hash of the revision that Git names, once the controller has seen it. */
  async colour(service: Service): Promise<string> {
    const image = this.images[service];
    let colour = '';
    await until(`${service} has a ReplicaSet with ${image}`, patience, async () => {
      const set = (await this.sets(service)).find(({ spec }) => spec.template.spec.containers[0].image === image);
      colour = set?.metadata.labels?.['rollouts-pod-template-hash'] ?? '';
      return colour === '' ? 'there is none' : undefined;
    });
    return colour;
  }

  /** Pods that a revision is to have. */
  async replicasOf(service: Service, colour: string): Promise<number> {
    const set = await this.api.find(`${replicaSets}/${service}-${colour}`);
    return set?.spec.replicas ?? 0;
  }

  /** What was measured of a service since its first release, oldest first. */
  async analyses(service: Service): Promise<AnalysisRun[]> {
    const runs = await this.api.list(analysisRuns);
    return runs
      .filter(({ metadata }) => owners(metadata).includes(service))
      .map(analysisRun)
      .sort((a, b) => a.number - b.number);
  }

  /** Waits until the controller has seen the last change of a Rollout and calls it so. */
  async untilPhase(service: Service, phase: 'Healthy' | 'Degraded', seconds = patience): Promise<KubernetesObject> {
    let rollout: KubernetesObject | undefined;
    let ended: string | undefined;
    await until(`${service} is ${phase}`, seconds, async () => {
      rollout = await this.rollout(service);
      const { status = {}, metadata } = rollout as any;
      if (status.observedGeneration !== String(metadata.generation)) return 'the controller has not seen it';
      // It does not go on by itself.
      if (status.abort && phase === 'Healthy') ended = status.message;
      return status.phase === phase || ended ? undefined : `it is ${status.phase}: ${status.message}`;
    });
    if (ended) throw new Error(`${service} is to become ${phase}, but it was aborted: ${ended}`);
    return rollout as KubernetesObject;
  }

  /** Waits until a Service leads to a revision. */
  untilLeadsTo(service: string, colour: string, seconds = patience): Promise<void> {
    return until(`${service} leads to ${colour}`, seconds, () => {
      const colours = this.history.coloursOf(service);
      return colours.at(-1) === colour ? undefined : `it has led to ${colours.join(', ')}`;
    });
  }

  /** Waits until a revision is to have so many pods. */
  untilReplicas(service: Service, colour: string, count: number, seconds = patience): Promise<void> {
    return until(`${service}-${colour} has ${count} pods`, seconds, async () => {
      const replicas = await this.replicasOf(service, colour);
      return replicas === count ? undefined : `it is to have ${replicas}`;
    });
  }

  /** Waits until an analysis of a service is being made. */
  async untilAnalysed(service: Service, type: AnalysisRun['type'], colour: string): Promise<AnalysisRun> {
    let run: AnalysisRun | undefined;
    await until(`${service} is analysed ${type}`, patience, async () => {
      run = (await this.analyses(service)).find((one) => one.type === type && one.colour === colour);
      return run === undefined ? 'there is no AnalysisRun' : undefined;
    });
    return run as AnalysisRun;
  }

  /** Waits until a service has been analysed so often since its first release. */
  untilAnalyses(service: Service, count: number): Promise<void> {
    return until(`${service} is analysed ${count} times`, patience, async () => {
      const runs = await this.analyses(service);
      return runs.length === count ? undefined : `it was ${runs.length} times`;
    });
  }

  private async sets(service: Service): Promise<KubernetesObject[]> {
    return (await this.api.list(replicaSets)).filter(({ metadata }) => owners(metadata).includes(service));
  }
}

function owners(metadata: object): string[] {
  const { ownerReferences = [] } = metadata as { ownerReferences?: { name: string }[] };
  return ownerReferences.map(({ name }) => name);
}
