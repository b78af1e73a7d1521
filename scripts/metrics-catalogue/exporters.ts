import type { MetricSet } from '../../charts/constructs/monitoring/catalogue/metric.ts';
import { readCadvisor } from './documents/cadvisor.ts';
import { readGoDeclarations } from './documents/go-declarations.ts';
import { readKubeStateMetrics } from './documents/kube-state-metrics.ts';
import { readKubelet } from './documents/kubelet.ts';
import { readBackend, readFrontend, readNodejs } from './readers/arq.ts';
import {
  readAlertmanager,
  readBlackbox,
  readNode,
  readPostgres,
  readPrometheus,
  readRedis,
} from './readers/programs.ts';
import type { SetFile } from './set-file.ts';
import type { Stage } from './stage.ts';

/** An exporter of the catalogue, and the file that holds its metrics. */
export interface Exporter extends SetFile {
  /** As the catalogue names it. */
  readonly name: string;
  /**
   * Reads its metrics from a program that is started for it.
   * @default none: it runs in a cluster alone
   */
  readonly start?: (stage: Stage) => Promise<MetricSet>;
  /**
   * Reads its metrics from a folder with its project's sources.
   * @default none: they list no metrics
   */
  readonly document?: (folder: string, version: string) => MetricSet;
}

type Ways = Pick<Exporter, 'start' | 'document'>;

const known = (name: string, constant: string, ways: Ways): Exporter => ({
  name,
  constant,
  ...ways,
  path: `charts/constructs/monitoring/catalogue/sets/${name.replace('_', '-')}.ts`,
  typeFrom: '../metric.ts',
});

const arq = (name: string, constant: string, ways: Ways): Exporter => ({
  name: `arq-${name}`,
  constant,
  ...ways,
  path: `charts/platform/monitoring/catalogue/${name}.ts`,
  typeFrom: '@arq/constructs',
});

const certManagerFiles = [
  'pkg/metrics/metrics.go',
  ...['acme', 'certificate', 'clusterissuer', 'issuer'].map((name) => `internal/collectors/${name}_collector.go`),
];
const argoRolloutsFiles = ['controller/metrics/prommetrics.go', 'controller/metrics/client.go'];

/** Every generated file. */
export const exporters: readonly Exporter[] = [
  arq('backend', 'backendMetrics', { start: readBackend }),
  arq('frontend', 'frontendMetrics', { start: readFrontend }),
  known('nodejs', 'nodejs', { start: readNodejs }),
  known('postgres_exporter', 'postgresExporter', { start: readPostgres }),
  known('redis_exporter', 'redisExporter', { start: readRedis }),
  known('node_exporter', 'nodeExporter', { start: readNode }),
  known('blackbox_exporter', 'blackboxExporter', { start: readBlackbox }),
  known('prometheus', 'prometheus', { start: readPrometheus }),
  known('alertmanager', 'alertmanager', { start: readAlertmanager }),
  known('kube-state-metrics', 'kubeStateMetrics', { document: readKubeStateMetrics }),
  known('kubelet', 'kubelet', { document: readKubelet }),
  known('cadvisor', 'cadvisor', { document: readCadvisor }),
  known('cert-manager', 'certManager', { document: readGoDeclarations('cert-manager', certManagerFiles) }),
  known('argo-rollouts', 'argoRollouts', { document: readGoDeclarations('argo-rollouts', argoRolloutsFiles) }),
];
