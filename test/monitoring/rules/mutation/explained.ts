import { explainedOfData } from './explained-data.ts';
import { explainedOfServices } from './explained-services.ts';

/** Mutants that no series can tell from the original. */
export interface Explanation {
  readonly reason: string;
  /** Names of the mutants, by alert. */
  readonly mutations: Readonly<Record<string, readonly string[]>>;
}

/** All that are known. */
export const explained: readonly Explanation[] = [...explainedOfServices, ...explainedOfData];
