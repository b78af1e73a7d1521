import { ConfigurationError } from '../errors.ts';
import type { Resources } from '../kubernetes/resources.ts';
import type { Image } from '../workloads/image.ts';

/** A program that tries a service as its users would, and exits with 0 if all of it works. */
export interface SmokeTest {
  /**
   * Image with the program.
   * @default the service's own: the program that is tried and the one that tries it are of one release
   */
  readonly image?: Image;
  /** Command that runs it. */
  readonly command: readonly string[];
  /** Environment variable that is given the URL of the colour to try, without a trailing slash. */
  readonly urlVariable: string;
  /**
   * Plain configuration, by environment variable.
   * @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Keys of Secrets that some tier declares, as files, by the variable that holds the file's path.
   * @default none
   */
  readonly secretFiles?: Readonly<Record<string, { readonly secret: string; readonly key: string }>>;
  /** Seconds after which it has failed, pulling its image included. */
  readonly deadlineSeconds: number;
  /**
   * Resources of its pod.
   * @default up to half a core and 128Mi: a small program that asks a few questions
   */
  readonly resources?: Resources;
}

/** What the pods of a new revision have to prove before traffic moves to them, and for a while afterwards. */
export interface ReleaseAnalysis {
  /**
   * Tried on the new pods before traffic moves, and through the active Service afterwards.
   * @default none: only the probes and, where the environment is monitored, metrics are asked
   */
  readonly smokeTest?: SmokeTest;
  /**
   * Largest share of requests that may be answered with 5xx, from 0 to 1.
   * @default 0.05: as many as the alert HighErrorRate bears
   */
  readonly errorRatio?: number;
  /**
   * Seconds within which 95 of 100 requests have to be answered; a bound of the histogram.
   * @default 1: as many as the alert SlowResponseTime bears
   */
  readonly latencySeconds?: number;
  /**
   * Seconds for which real traffic is watched after it has moved.
   * @default 300: long enough for a minute's window to be judged ten times over
   */
  readonly observationSeconds?: number;
}

/** @throws ConfigurationError if no revision could be judged so, naming `place` */
export function validateAnalysis({ smokeTest, errorRatio, observationSeconds }: ReleaseAnalysis, place: string): void {
  const refuse = (what: string, remedy: string) => {
    throw new ConfigurationError(`${place}: ${what} is impossible; name ${remedy}`);
  };
  const isCount = (value: number | undefined) => value === undefined || (Number.isInteger(value) && value > 0);
  if (errorRatio !== undefined && !(errorRatio >= 0 && errorRatio <= 1)) {
    refuse(`an errorRatio of ${errorRatio}`, 'a share from 0 to 1');
  }
  if (!isCount(observationSeconds)) {
    refuse(`an observation of ${observationSeconds} s`, 'whole seconds from 1');
  }
  if (!isCount(smokeTest?.deadlineSeconds)) {
    refuse(`a smoke test within ${smokeTest?.deadlineSeconds} s`, 'whole seconds from 1');
  }
}
