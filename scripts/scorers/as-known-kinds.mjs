/**
 * Scorers know the kinds of Kubernetes alone. What runs pods by way of another kind is shown to them as the kind that it
 * stands for, so that its pods are judged like all others.
 * @param {object} object
 */
export function asKnownKind(object) {
  return (translations[object.kind] ?? ((other) => other))(object);
}

const translations = {
  /** A Rollout is a Deployment that is released otherwise. */
  Rollout: ({ metadata, spec: { replicas, selector, template, revisionHistoryLimit } }) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { replicas, selector, template, revisionHistoryLimit, strategy: { type: 'RollingUpdate' } },
  }),
  HorizontalPodAutoscaler: ({ spec: { scaleTargetRef, ...spec }, ...object }) => ({
    ...object,
    spec: {
      ...spec,
      scaleTargetRef:
        scaleTargetRef.kind === 'Rollout'
          ? { ...scaleTargetRef, apiVersion: 'apps/v1', kind: 'Deployment' }
          : scaleTargetRef,
    },
  }),
  /** One that starts a Job is that Job; others run nothing. */
  AnalysisTemplate: (template) => {
    const job = template.spec.metrics.find(({ provider }) => provider.job)?.provider.job;
    return job ? { apiVersion: 'batch/v1', kind: 'Job', metadata: template.metadata, spec: job.spec } : template;
  },
};
