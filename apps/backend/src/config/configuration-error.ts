/** One thing that is wrong with the environment. */
export interface ConfigurationFault {
  readonly variable: string;
  readonly reason: string;
  /** What was given; absent for a secret. */
  readonly value?: string | undefined;
  readonly example: string;
}

/** The environment does not allow to start. The message lists every fault. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly faults: readonly ConfigurationFault[];

  constructor(faults: readonly ConfigurationFault[]) {
    const lines = faults.map(({ variable, reason, value, example }) => {
      const given = value ? ` (${JSON.stringify(value)})` : '';
      return `  ${variable}${given} ${reason}; for example: ${example}`;
    });
    super(`${faults.length} ${faults.length === 1 ? 'variable is' : 'variables are'} wrong:\n${lines.join('\n')}`);
    this.faults = faults;
  }
}
