import type { KubernetesObject } from './manifest.ts';

/** A pod template or pod within an object, read defensively: patches and hand-made objects may lack anything. */
export interface PodTemplate {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: any;
}

/** The pod template of a workload, whatever its kind; `undefined` where the object runs no pods. */
export function findPodTemplate({ kind, metadata, spec }: KubernetesObject): PodTemplate | undefined {
  const template = templateIn({ kind, metadata, spec });
  // ExternalSecrets and others have templates, too; only those of pods have containers.
  if (!Array.isArray(template?.spec?.containers)) return undefined;
  const { labels = {}, annotations = {} } = template.metadata ?? {};
  return { labels, annotations, spec: template.spec };
}

function templateIn({ kind, metadata, spec }: Pick<KubernetesObject, 'kind' | 'metadata' | 'spec'>): any {
  if (kind === 'Pod') return { metadata, spec };
  if (kind === 'CronJob') return spec?.jobTemplate?.spec?.template;
  if (kind === 'AnalysisTemplate') {
    return spec?.metrics?.find(({ provider }: any) => provider?.job)?.provider.job.spec?.template;
  }
  return spec?.template;
}

/** The pod spec of a workload; `undefined` where the object runs no pods. */
export function findPodSpec(object: KubernetesObject): any {
  return findPodTemplate(object)?.spec;
}
