/** What a command will not do, or could not. Its message names the place, the value and the way out. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
}

/** A command line that means nothing. */
export class UsageError extends Refusal {
  override readonly name = 'UsageError';
}
