import { ConfigurationError } from '../errors.ts';

/** A time span as Prometheus writes it: `30s`, `5m`, `1h30m`. */
export type Duration = string;

const units = { y: 31_536_000, w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1, ms: 0.001 } as const;
const grammar = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/**
 * Seconds of a duration.
 * @throws ConfigurationError naming `place`
 */
export function seconds(duration: Duration, place: string): number {
  const parts = grammar.exec(duration);
  if (!parts || duration === '') {
    throw new ConfigurationError(
      `${place}: "${duration}" is no duration; write one like "30s", "5m" or "1h30m", larger units first`,
    );
  }
  return Object.values(units).reduce((sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * unit, 0);
}
