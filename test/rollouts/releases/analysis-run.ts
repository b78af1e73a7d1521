import type { KubernetesObject } from '../../../charts/constructs/kubernetes/manifest.ts';

/** What was measured of a revision. */
export interface AnalysisRun {
  readonly name: string;
  /** Creation order within a service. */
  readonly number: number;
  readonly type: 'PrePromotion' | 'PostPromotion';
  readonly colour: string;
  readonly phase: string;
  readonly message: string | undefined;
  /** When it came to its end. */
  readonly completedAt: number | undefined;
  readonly metrics: readonly MetricResult[];
}

/** How a metric came out. */
export interface MetricResult {
  readonly name: string;
  readonly phase: string;
  /** What was measured, as the controller writes it: `[0]`. Empty for a Job. */
  readonly values: readonly string[];
  readonly message: string | undefined;
}

/** An AnalysisRun of the API in short. */
export function analysisRun({ metadata, spec, status = {} }: KubernetesObject): AnalysisRun {
  const { creationTimestamp } = metadata as unknown as { creationTimestamp: string };
  const colour = spec.args.find(({ name }: { name: string }) => name === 'colour')?.value;
  const type = metadata.labels?.['rollout-type'];
  return {
    name: metadata.name,
    number: Date.parse(creationTimestamp),
    type: type as AnalysisRun['type'],
    colour,
    phase: status.phase ?? 'Pending',
    message: status.message,
    completedAt: status.completedAt ? Date.parse(status.completedAt) : undefined,
    metrics: (status.metricResults ?? []).map(metricResult),
  };
}

function metricResult({ name, phase, message, measurements = [] }: any): MetricResult {
  return {
    name,
    phase,
    message: message ?? measurements.at(-1)?.message,
    values: measurements.map(({ value = '' }: { value?: string }) => value),
  };
}
