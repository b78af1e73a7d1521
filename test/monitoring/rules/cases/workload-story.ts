import type { ReleaseStrategy } from '../../../../charts/constructs/releases/release-strategy.ts';
import { type Firing, type Labels, type RuleCase, ruleCase } from '../rule-case.ts';
import { namespace } from './workload-subjects.ts';

/** When an alert fires in a story, and when it does not. */
export interface Moments {
  readonly silent: readonly string[];
  /** @default never */
  readonly firing?: readonly string[];
  /** Instances that fire, at all of these moments. @default those that the teller begins with */
  readonly labels?: readonly Labels[];
  /** Their texts. @default not looked at */
  readonly annotations?: Firing['annotations'];
}

/**
 * Tells stories about one alert of one workload, of which instances with these labels fire.
 * @param release how the workload has to be released for them; any way if left out
 */
export function teller(
  alert: string,
  workload: string,
  usual: readonly Labels[] = [{ namespace }],
  release?: ReleaseStrategy,
) {
  const about = { alert, workload, ...(release ? { release } : {}) };
  return (title: string, series: Readonly<Record<string, string>>, moments: Moments): RuleCase => {
    const { silent, firing = [], labels = usual, annotations } = moments;
    const instances = { labels, ...(annotations ? { annotations } : {}) };
    return ruleCase({ ...about, title, series, silent, firing: firing.map((at) => ({ at, ...instances })) });
  };
}

/** Whole minutes, the last one included: `minutes(5, 7)` are 5m, 6m and 7m. */
export function minutes(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}m`);
}
