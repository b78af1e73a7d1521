/**
 * Prometheus as staging has it, on one small node: analyses ask it and nothing else, so that nobody is told of alerts and
 * nothing is looked at.
 */
export const smallPrometheus = {
  alertmanager: { enabled: false },
  grafana: { enabled: false },
  nodeExporter: { enabled: false },
  // Admission takes cert-manager's certificates.
  prometheusOperator: { admissionWebhooks: { enabled: false }, tls: { enabled: false } },
  prometheus: {
    podDisruptionBudget: { enabled: false },
    prometheusSpec: {
      replicas: 1,
      retention: '2h',
      storageSpec: null,
      resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '2Gi' } },
    },
  },
};
