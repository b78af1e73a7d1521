/**
 * A mistake in what the caller asked for: a name, a size, a host, a file. Its message names the place, the value and
 * the way out, so commands print it alone, without a stack trace.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}
