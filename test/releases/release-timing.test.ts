import type { KubernetesObject, ReleaseAnalysis } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { blueGreen, judgedShop, mistakes, objectOf, smokeTest } from '../support/fixture.ts';

/** The times of a release as they are emitted, in seconds. */
function timesOf(analysis: ReleaseAnalysis) {
  const environment = judgedShop();
  blueGreen(environment, { analysis });
  const { progressDeadlineSeconds, strategy } = objectOf(environment, 'Rollout', 'shop-web').spec;
  return {
    progress: progressDeadlineSeconds,
    kept: strategy.blueGreen.scaleDownDelaySeconds,
    preview: lengthOf(objectOf(environment, 'AnalysisTemplate', 'shop-web-preview')),
    live: lengthOf(objectOf(environment, 'AnalysisTemplate', 'shop-web-live')),
    mistakes: mistakes(environment),
  };
}

/** Seconds from the start of an analysis to the last measurement of its slowest metric. */
function lengthOf({ spec }: KubernetesObject): number {
  const inSeconds = (text: string) => Number(/^(\d+)s$/.exec(text)?.[1]);
  return Math.max(
    ...spec.metrics.map(
      ({ initialDelay, interval, count }: any) => inSeconds(initialDelay) + (count - 1) * inSeconds(interval),
    ),
  );
}

const observations = [1, 31, 300, 7200];
const combinations = [1, 180, 3600].flatMap((deadline) => observations.map((seconds) => ({ deadline, seconds })));

describe('the times of a release', () => {
  test.each(combinations)(
    'fit each other with a smoke test of $deadline s and an observation of $seconds s',
    ({ deadline, seconds }) => {
      const times = timesOf({ smokeTest: { ...smokeTest, deadlineSeconds: deadline }, observationSeconds: seconds });
      const preview = Math.max(times.preview, deadline);
      const live = Math.max(times.live, deadline);
      expect(times.progress).toBeGreaterThan(preview + live);
      expect(times.kept).toBeGreaterThanOrEqual(live + 600);
      expect(times.mistakes).toEqual([]);
    },
  );

  test.each(observations)('watch real traffic for the %s s that are asked for, and hardly longer', (seconds) => {
    const { live } = timesOf({ observationSeconds: seconds });
    // The first measurement looks back over a minute.
    expect(live).toBeGreaterThanOrEqual(seconds);
    expect(live).toBeLessThanOrEqual(seconds + 60);
  });

  test('leave pods ten minutes to start, however short the analysis is', () => {
    expect(timesOf({ observationSeconds: 30 }).progress).toBe(600);
  });

  test('are five minutes of observation by default', () => {
    expect(timesOf({})).toEqual(timesOf({ observationSeconds: 300 }));
    expect(timesOf({})).not.toEqual(timesOf({ observationSeconds: 360 }));
  });
});

describe('an analysis that is impossible', () => {
  const place = 'Shop/shop-web/BlueGreen: ';

  test.each([-0.1, 1.1, Number.NaN])('is refused with an errorRatio of %s', (errorRatio) => {
    expect(() => timesOf({ errorRatio })).toThrow(
      `${place}an errorRatio of ${errorRatio} is impossible; name a share from 0 to 1`,
    );
  });

  test.each([0, -30, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'is refused with an observation of %s s',
    (observationSeconds) => {
      expect(() => timesOf({ observationSeconds })).toThrow(
        `${place}an observation of ${observationSeconds} s is impossible; name whole seconds from 1`,
      );
    },
  );

  test.each([0, -1, 1.5, Number.NaN])('is refused with a smoke test within %s s', (deadlineSeconds) => {
    expect(() => timesOf({ smokeTest: { ...smokeTest, deadlineSeconds } })).toThrow(
      `${place}a smoke test within ${deadlineSeconds} s is impossible; name whole seconds from 1`,
    );
  });

  test.each([
    { latencySeconds: 2, why: 'is no bound of the histogram' },
    { latencySeconds: 5, why: 'is the last bound, beyond which nothing can be told' },
  ])('is refused if $latencySeconds s $why', ({ latencySeconds }) => {
    expect(() => timesOf({ latencySeconds })).toThrow(
      `${place}latencySeconds is ${latencySeconds} s, but the histogram of shop-web counts at 0.1, 0.3, 1, 2.5, 5 s; name ` +
        'one of those before the last, or give the histogram a bound there',
    );
  });

  test.each([0, 1])('is fine with an errorRatio of %s', (errorRatio) => {
    expect(timesOf({ errorRatio }).mistakes).toEqual([]);
  });
});
