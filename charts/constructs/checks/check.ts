import type { Model } from './model.ts';

/**
 * Looks at everything that an environment emits and returns what is wrong, one message per mistake. A message begins with
 * the construct path, holds both values that contradict each other, and says what to do.
 */
export type Check = (model: Model) => readonly string[];
