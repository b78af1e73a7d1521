/**
 * Labels that every series may carry because of where it was scraped.
 *
 * External labels (`cluster`, `prometheus`, `prometheus_replica`) are not among them: Prometheus adds them to what leaves
 * it, so that a rule which selects by one finds nothing. Neither are `exported_…` labels, which arise where an exporter's
 * own label gives way to the target's: scrape such exporters with `honorLabels`.
 */
export const targetLabels: readonly string[] = [
  // Prometheus itself.
  'job',
  'instance',
  // The operator's ServiceMonitors; a PodMonitor adds some of these, a Probe the first.
  'namespace',
  'service',
  'endpoint',
  'pod',
  'container',
  // Pods of a Rollout, whose monitors ask for it: which revision they are of.
  'rollouts_pod_template_hash',
  // Whose targets are nodes: the kubelet and node_exporter.
  'node',
  // The kubelet is scraped at several paths.
  'metrics_path',
];
