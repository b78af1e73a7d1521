/**
 * Every namespaced kind that the library can emit for an environment. A project allows them all: Argo CD neither shows
 * nor prunes an object of a kind that its project does not allow, so the last object of a kind would stay for ever.
 */
export const libraryKinds: readonly { readonly group: string; readonly kind: string }[] = Object.entries({
  '': ['ConfigMap', 'LimitRange', 'ResourceQuota', 'Service', 'ServiceAccount'],
  apps: ['Deployment', 'StatefulSet'],
  'argoproj.io': ['AnalysisTemplate', 'Rollout'],
  autoscaling: ['HorizontalPodAutoscaler'],
  batch: ['Job'],
  'cert-manager.io': ['Certificate', 'Issuer'],
  'external-secrets.io': ['ExternalSecret'],
  'gateway.networking.k8s.io': ['Gateway', 'HTTPRoute'],
  'monitoring.coreos.com': ['PodMonitor', 'Probe', 'PrometheusRule', 'ServiceMonitor'],
  'networking.k8s.io': ['Ingress', 'NetworkPolicy'],
  policy: ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io': ['Role', 'RoleBinding'],
}).flatMap(([group, kinds]) => kinds.map((kind) => ({ group, kind })));
