import type { KubernetesObject } from '../kubernetes/manifest.ts';

/** How a Rollout is released blue-green; undefined where it is released otherwise. */
export function blueGreenOf({ spec }: KubernetesObject): any {
  return spec?.strategy?.blueGreen;
}

/** Services that a Rollout switches. */
export function releaseServices(rollout: KubernetesObject): string[] {
  const { activeService, previewService } = blueGreenOf(rollout) ?? {};
  return [activeService, previewService].filter((name) => name !== undefined);
}

/** Templates that a Rollout is judged by. */
export function analysisTemplates(rollout: KubernetesObject): string[] {
  return [...templatesOf(rollout, 'prePromotionAnalysis'), ...templatesOf(rollout, 'postPromotionAnalysis')];
}

/** Templates that a Rollout is judged by before or after traffic moves. */
export function templatesOf(
  rollout: KubernetesObject,
  phase: 'prePromotionAnalysis' | 'postPromotionAnalysis',
): string[] {
  const templates: { readonly templateName: string; readonly clusterScope?: boolean }[] =
    blueGreenOf(rollout)?.[phase]?.templates ?? [];
  return templates.filter(({ clusterScope }) => !clusterScope).map(({ templateName }) => templateName);
}
