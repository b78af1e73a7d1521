import { ConfigurationError } from '../../errors.ts';

/** A share as people read it: `5 %` for 0.05. */
export function percent(share: number): string {
  return `${exact(share * 100)} %`;
}

/** Without the noise of binary fractions: 0.001 for 1 - 0.999. */
export function exact(value: number): number {
  return Number(value.toPrecision(12));
}

/**
 * Refuses what is no share: an alert that waits for more than the whole never fires.
 * @throws ConfigurationError naming `place`
 */
export function requireShare(value: number, place: string): void {
  if (value > 0 && value < 1) return;
  throw new ConfigurationError(
    `${place} is ${value}, and a share lies between 0 and 1: the alert would fire always or never; write 0.8 for 80 %`,
  );
}
