/**
 * Waits until an address answers 200.
 * @param failure rejects if there is no point in waiting any more
 */
export async function untilReady(url: string, failure: Promise<never>): Promise<void> {
  let isOver = false;
  const answers = async () => {
    while (!isOver && !(await isOk(url))) await new Promise((resolve) => setTimeout(resolve, 200));
  };
  try {
    await Promise.race([answers(), failure]);
  } finally {
    isOver = true;
  }
}

async function isOk(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    return ok;
  } catch {
    return false;
  }
}
