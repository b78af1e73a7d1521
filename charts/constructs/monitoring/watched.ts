/** A workload as its series name it: from these facts every selector of a rule or panel is made. */
export interface Watched {
  /** Namespace of its pods, or the dashboard variable that stands for it. */
  readonly namespace: string;
  /** Name of the workload, which is that of its container and its Service as well. */
  readonly workload: string;
  /** Kind of the workload; a Rollout is one of Argo Rollouts. */
  readonly kind: 'Deployment' | 'Rollout' | 'StatefulSet';
  /**
   * Scrape job with its metrics: the name of the Service that is scraped.
   * @default none: only the cluster's own exporters know it
   */
  readonly job?: string;
  /**
   * Hash of one revision of a Rollout, whose series alone are meant.
   * @default all revisions that the job leads to
   */
  readonly revision?: string;
}

/** Matchers of the series that a scrape of the workload, or of its exporter, yields. */
export function ofJob({ namespace, job, workload, revision }: Watched): string {
  const ofRevision = revision === undefined ? '' : `,rollouts_pod_template_hash="${revision}"`;
  return `namespace="${namespace}",job="${job ?? workload}"${ofRevision}`;
}

/** Matchers of its containers, as the kubelet and kube-state-metrics name them. */
export function ofContainers({ namespace, workload }: Watched): string {
  return `namespace="${namespace}",container="${workload}"`;
}

/** Matchers of its pods, of which the name is the only thing that every exporter tells. */
export function ofPods({ namespace, workload, kind }: Watched): string {
  // Kubernetes makes names of these letters alone: a Job's pods, as in `<workload>-migrate-x7k2p`, are not meant.
  const random = '[bcdfghjklmnpqrstvwxz2456789]+';
  const suffix = kind === 'StatefulSet' ? '[0-9]+' : `${random}-${random}`;
  return `namespace="${namespace}",pod=~"${workload}-${suffix}"`;
}

/** Matchers of the Deployment, Rollout or StatefulSet itself. */
export function ofWorkload({ namespace, workload, kind }: Watched): string {
  // The controller of Rollouts tells of them by itself, and names everything so.
  if (kind === 'Rollout') return `namespace="${namespace}",name="${workload}"`;
  return `namespace="${namespace}",${kind.toLowerCase()}="${workload}"`;
}

/** Matchers of its autoscaler. */
export function ofAutoscaler({ namespace, workload }: Watched): string {
  return `namespace="${namespace}",horizontalpodautoscaler="${workload}"`;
}

/** Matchers of the claims of a StatefulSet. */
export function ofClaims({ namespace, workload }: Watched): string {
  return `namespace="${namespace}",persistentvolumeclaim=~"data-${workload}-[0-9]+"`;
}
