/** Scrape jobs of what kube-prometheus-stack runs, as its charts name them. */
export const clusterJobs = {
  prometheus: 'kube-prometheus-stack-prometheus',
  alertmanager: 'kube-prometheus-stack-alertmanager',
  nodeExporter: 'node-exporter',
  kubeStateMetrics: 'kube-state-metrics',
  kubelet: 'kubelet',
} as const;
