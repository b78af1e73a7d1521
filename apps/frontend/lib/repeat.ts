const firstWaitMilliseconds = 5_000;
const lastWaitMilliseconds = 60_000;

/** Acts at once, then after 5 s, 10 s, 20 s and so on, at least once a minute. Returns how to stop it. */
export function repeatWithBackoff(act: () => void): () => void {
  let wait = firstWaitMilliseconds;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const step = () => {
    // Spread, so that all browsers do not ask in the same second.
    timer = setTimeout(step, wait * (0.75 + Math.random() / 4));
    wait = Math.min(wait * 2, lastWaitMilliseconds);
    act();
  };
  step();
  return () => clearTimeout(timer);
}

const fiveMinutesMilliseconds = 300_000;
const dayMilliseconds = 86_400_000;
const midnightSpreadMilliseconds = 20_000;

/** Acts every five minutes, and in the first seconds of each day in UTC. Returns how to stop it. */
export function repeatForHistory(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    const midnight = dayMilliseconds - (Date.now() % dayMilliseconds) + Math.random() * midnightSpreadMilliseconds;
    timer = setTimeout(
      () => {
        wait();
        act();
      },
      Math.min(fiveMinutesMilliseconds, midnight),
    );
  };
  wait();
  return () => clearTimeout(timer);
}
