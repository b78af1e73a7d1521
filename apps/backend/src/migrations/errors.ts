/** The rules forbid it; nothing was changed, and trying again changes nothing. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  /** @param reasons each a sentence with the way out */
  constructor(reasons: readonly string[]) {
    super(`refused, and nothing was changed: ${reasons.join('; ')}`);
  }
}

/** The time is over or somebody stopped the program; nothing was kept. */
export class GaveUpError extends Error {
  override readonly name = 'GaveUpError';
}
