/** Redis answers in less than a millisecond; whoever waits longer than this, in milliseconds, is better told. */
export const commandTimeout = 1_000;

/**
 * Waits for a command no longer than that. The client's own limit holds only until a command is sent, and a frozen server
 * keeps it from then on for as long as it likes.
 * @throws Error saying so, or what the command was rejected with
 */
export async function withinTime<T>(command: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${commandTimeout} ms`)), commandTimeout);
  });
  try {
    return await Promise.race([command, limit]);
  } finally {
    clearTimeout(timer);
  }
}
