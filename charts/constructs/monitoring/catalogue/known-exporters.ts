import type { MetricSet } from './metric.ts';
import { alertmanager } from './sets/alertmanager.ts';
import { argoRollouts } from './sets/argo-rollouts.ts';
import { blackboxExporter } from './sets/blackbox-exporter.ts';
import { cadvisor } from './sets/cadvisor.ts';
import { certManager } from './sets/cert-manager.ts';
import { kubeStateMetrics } from './sets/kube-state-metrics.ts';
import { kubelet } from './sets/kubelet.ts';
import { nodeExporter } from './sets/node-exporter.ts';
import { nodejs } from './sets/nodejs.ts';
import { postgresExporter } from './sets/postgres-exporter.ts';
import { prometheus } from './sets/prometheus.ts';
import { redisExporter } from './sets/redis-exporter.ts';

/** Metrics of the exporters that most clusters run, and of any Node.js program with the default metrics of prom-client. */
export const knownExporters: readonly MetricSet[] = [
  alertmanager,
  argoRollouts,
  blackboxExporter,
  cadvisor,
  certManager,
  kubeStateMetrics,
  kubelet,
  nodeExporter,
  nodejs,
  postgresExporter,
  prometheus,
  redisExporter,
];
