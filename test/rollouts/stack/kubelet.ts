import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesObject } from '../../../charts/constructs/kubernetes/manifest.ts';
import type { Fates, Phase } from '../releases/fate.ts';
import { type Api, ApiError } from './api.ts';
import { ended, pulling, running } from './pod-status.ts';

const node = 'node-1';
const pollMilliseconds = 200;

/** How long a smoke test runs. */
const smokeMilliseconds = 1000;

/**
 * Stands in for the scheduler and a node: binds each pod of a namespace, and writes what a kubelet would tell of it. Nothing
 * is run; what becomes of a pod is decided by its image.
 */
export class Kubelet {
  private readonly api: Api;
  private readonly pods: string;
  private readonly fates: Fates;
  private readonly startedAt = new Map<string, number>();
  private readonly stopping = new AbortController();
  private nextAddress = 1;
  private loop: Promise<void> = Promise.resolve();
  /** What went wrong last, for the log. */
  lastError = '';

  static async start(api: Api, namespace: string, fates: Fates): Promise<Kubelet> {
    await api.post('/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: node } });
    const kubelet = new Kubelet(api, namespace, fates);
    kubelet.loop = kubelet.run();
    return kubelet;
  }

  private constructor(api: Api, namespace: string, fates: Fates) {
    this.api = api;
    this.pods = `/api/v1/namespaces/${namespace}/pods`;
    this.fates = fates;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        for (const pod of await this.api.list(this.pods)) await this.serve(pod);
      } catch (error) {
        // What somebody else has changed or removed meanwhile is there anew, or gone, the next time.
        if (!(error instanceof ApiError && [404, 409].includes(error.status))) this.lastError = String(error);
      }
      await sleep(pollMilliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async serve(pod: KubernetesObject): Promise<void> {
    const { metadata, spec } = pod;
    const path = `${this.pods}/${metadata.name}`;
    if ('deletionTimestamp' in metadata) {
      // A pod that is stopped has failed, which Jobs wait for.
      if (!isOver(pod)) await this.api.patch(`${path}/status`, { status: ended(pod, 137) });
      await this.api.delete(path, { gracePeriodSeconds: 0 });
    } else if (spec.nodeName === undefined) {
      await this.api.post(`${path}/binding`, {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name: metadata.name },
        target: { apiVersion: 'v1', kind: 'Node', name: node },
      });
    } else {
      const status = this.nextStatus(pod);
      if (status !== undefined) await this.api.patch(`${path}/status`, { status });
    }
  }

  /** What the pod tells next; `undefined` if it is as it will stay for now. */
  private nextStatus(pod: KubernetesObject): Record<string, unknown> | undefined {
    const fate = this.fates.of(pod);
    if (pod.spec.restartPolicy === 'Always') {
      return pod.status.phase === 'Running' ? undefined : running(pod, this.address(), fate.pods === 'ready');
    }
    const outcome = fate.smoke[phaseOf(pod)];
    if (outcome === 'image cannot be pulled') {
      return pod.status.containerStatuses === undefined ? pulling(pod, this.address()) : undefined;
    }
    if (pod.status.phase === 'Pending') {
      this.startedAt.set(pod.metadata.name, Date.now());
      return running(pod, this.address(), true);
    }
    const runs = Date.now() - (this.startedAt.get(pod.metadata.name) ?? 0);
    if (pod.status.phase !== 'Running' || runs < smokeMilliseconds) return undefined;
    return ended(pod, outcome === 'passes' ? 0 : 1);
  }

  private address(): string {
    const number = this.nextAddress++;
    return `10.244.${Math.floor(number / 250)}.${(number % 250) + 1}`;
  }
}

function isOver({ status }: KubernetesObject): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}

/** A smoke test tells by its URL through which Service it asks. */
function phaseOf({ spec }: KubernetesObject): Phase {
  const variables: { readonly value?: string }[] = spec.containers[0].env ?? [];
  return variables.some(({ value }) => /^http:.*-preview:/.test(value ?? '')) ? 'preview' : 'live';
}
