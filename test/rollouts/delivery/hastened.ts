import type { KubernetesObject } from '../../../charts/constructs/kubernetes/manifest.ts';
import { type Duration, seconds } from '../../../charts/constructs/monitoring/duration.ts';
import { scaled } from '../../../dev/monitoring/scale.ts';

/** By what everything of a release is shorter than in the cluster: what is waited for, measured over, and borne. */
export const factor = 0.1;

/**
 * Makes a release happen sooner. Every time of it is multiplied by the same factor, windows of PromQL included, and nothing
 * else is changed. A single second stays one, and so does what the controller itself decides, such as the 10 s after which it
 * measures again where it had no answer.
 */
export function hastened(object: KubernetesObject): KubernetesObject {
  if (object.kind === 'Rollout') return hastenedRollout(object);
  if (object.kind === 'AnalysisTemplate') return { ...object, spec: { ...object.spec, metrics: metricsOf(object) } };
  return object;
}

/** A time of a manifest, in seconds of this cluster. */
export function shortened(span: number | string): number {
  return (typeof span === 'number' ? span : seconds(span as Duration, 'a manifest')) * factor;
}

function hastenedRollout(rollout: KubernetesObject): KubernetesObject {
  const { spec } = rollout;
  const { blueGreen } = spec.strategy;
  return {
    ...rollout,
    spec: {
      ...spec,
      progressDeadlineSeconds: whole(spec.progressDeadlineSeconds),
      strategy: {
        blueGreen: { ...blueGreen, scaleDownDelaySeconds: whole(blueGreen.scaleDownDelaySeconds) },
      },
    },
  };
}

function metricsOf({ spec }: KubernetesObject): object[] {
  return spec.metrics.map((metric: any) => ({
    ...metric,
    ...(metric.initialDelay && { initialDelay: span(metric.initialDelay) }),
    ...(metric.interval && { interval: span(metric.interval) }),
    provider: metric.provider.job ? { job: hastenedJob(metric.provider.job) } : hastenedQuestion(metric.provider),
  }));
}

function hastenedJob(job: any): object {
  return { ...job, spec: { ...job.spec, activeDeadlineSeconds: whole(job.spec.activeDeadlineSeconds) } };
}

/** What stands for the colour is no PromQL until the controller has filled it in, but it is within a string. */
function hastenedQuestion({ prometheus }: any): object {
  const { expr: query } = scaled({ expr: prometheus.query }, factor);
  return { prometheus: { ...prometheus, timeout: whole(prometheus.timeout), query } };
}

const whole = (time: number) => Math.ceil(shortened(time));
const span = (time: string) => `${Math.round(shortened(time) * 1000)}ms`;
