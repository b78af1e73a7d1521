import { setImmediate } from 'node:timers/promises';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Somebody ended the command. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Throws `Interrupted` if a signal has come; the steps between two of them are not cut short. */
export type Checkpoint = () => Promise<void>;

/** Runs `work` so that a signal ends it between two steps, and everything in `finally` is done. */
export async function interruptible<Result>(work: (checkpoint: Checkpoint) => Promise<Result>): Promise<Result> {
  let received: NodeJS.Signals | undefined;
  const remember = (signal: NodeJS.Signals) => {
    received ??= signal;
  };
  const checkpoint = async () => {
    // Signals that came while another program ran are delivered now.
    await setImmediate();
    if (received) throw new Interrupted(`ended by ${received}`);
  };
  for (const signal of signals) process.on(signal, remember);
  try {
    return await work(checkpoint);
  } catch (error) {
    // A terminal sends Ctrl-C to Git as well: that it failed says nothing then.
    await checkpoint();
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, remember);
  }
}
