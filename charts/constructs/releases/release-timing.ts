import type { ReleaseAnalysis } from './release-analysis.ts';

/** Seconds between two measurements of a metric: a few scrapes. */
export const intervalSeconds = 30;

/** Seconds until the first measurement: new pods are discovered, scraped, and asked something by the smoke test. */
export const initialDelaySeconds = 60;

/** Measurements before traffic moves. */
export const previewMeasurements = 4;

/** Seconds that pods have to start in; a cold node pulls images for a while. */
const startSeconds = 600;

/** Seconds during which the old colour is kept beyond the last measurement, so that a return needs no new pods. */
const returnSeconds = 600;

/** Seconds that the controller may lose between two steps. */
const marginSeconds = 120;

/** The times of a release, in seconds, each of which follows from those before. */
export interface ReleaseTiming {
  /** Measurements after traffic has moved. */
  readonly liveMeasurements: number;
  /** After so long without progress it is aborted. Analysis is no progress, so it must not last as long. */
  readonly progressDeadline: number;
  /** The old colour is kept for so long after traffic has left it: longer than it is judged whether to return to it. */
  readonly scaleDownDelay: number;
}

/** The times of a release that is judged so. */
export function releaseTiming({ smokeTest, observationSeconds = 300 }: ReleaseAnalysis): ReleaseTiming {
  const smoke = smokeTest?.deadlineSeconds ?? 0;
  const liveMeasurements = Math.max(1, Math.ceil(observationSeconds / intervalSeconds));
  const preview = Math.max(smoke, durationOf(previewMeasurements));
  const live = Math.max(smoke, durationOf(liveMeasurements));
  return {
    liveMeasurements,
    progressDeadline: Math.max(startSeconds, preview + live + marginSeconds),
    scaleDownDelay: live + returnSeconds,
  };
}

/** Seconds from the beginning of an analysis to a metric's last measurement. */
export function durationOf(measurements: number): number {
  return initialDelaySeconds + (measurements - 1) * intervalSeconds;
}
