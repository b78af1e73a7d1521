import { explainedOfData } from './explained-data.ts';
import { explainedOfRolling } from './explained-rolling.ts';
import { explainedOfServices } from './explained-services.ts';

/** Mutants that no series can tell from the original. */
export interface Explanation {
  readonly reason: string;
  /** Names of the mutants, by alert, or by '<alert> while rolling' for those of Deployments. */
  readonly mutations: Readonly<Record<string, readonly string[]>>;
}

/** All that are known. */
export const explained: readonly Explanation[] = [...explainedOfServices, ...explainedOfRolling, ...explainedOfData];
