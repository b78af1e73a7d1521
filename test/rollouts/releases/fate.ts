import type { KubernetesObject } from '../../../charts/constructs/kubernetes/manifest.ts';

/** Whether pods are tried through the preview Service, or have the users' traffic. */
export type Phase = 'preview' | 'live';

/** What users ask of a pod, and how they are answered. */
export interface Traffic {
  readonly requestsPerSecond: number;
  /** Share of them that is answered with 500. */
  readonly failing: number;
  /** What each of them takes. */
  readonly seconds: number;
}

/** What a smoke test's pod comes to. */
export type SmokeOutcome = 'passes' | 'fails' | 'image cannot be pulled';

/** What becomes of the pods of an image. */
export interface Fate {
  readonly pods: 'ready' | 'never ready';
  readonly smoke: Readonly<Record<Phase, SmokeOutcome>>;
  readonly traffic: Readonly<Record<Phase, Traffic>>;
  /** Whether Prometheus knows of the pods at all. */
  readonly isDiscovered: boolean;
}

/** What a scenario says of an image; the rest is well. */
export interface Change {
  readonly pods?: Fate['pods'];
  readonly smoke?: Partial<Fate['smoke']>;
  readonly traffic?: Partial<Fate['traffic']>;
  readonly isDiscovered?: boolean;
}

/** Nobody asks anything. */
export const noTraffic: Traffic = { requestsPerSecond: 0, failing: 0, seconds: 0.02 };

/** Users who are answered well. */
export const goodTraffic: Traffic = { requestsPerSecond: 20, failing: 0, seconds: 0.02 };

/** Fates by image, and by the name of a smoke test for the Job that tries it. */
export class Fates {
  private readonly changes = new Map<string, Change>();

  /** Everything else that an image does is well. */
  set(image: string, change: Change): void {
    this.changes.set(image, change);
  }

  clear(): void {
    this.changes.clear();
  }

  of(pod: KubernetesObject): Fate {
    const { pods = 'ready', smoke, traffic, isDiscovered = true } = this.changes.get(imageOf(pod)) ?? {};
    return {
      pods,
      smoke: { preview: 'passes', live: 'passes', ...smoke },
      traffic: { preview: noTraffic, live: goodTraffic, ...traffic },
      isDiscovered,
    };
  }
}

function imageOf({ spec }: KubernetesObject): string {
  return spec.containers[0].image;
}
