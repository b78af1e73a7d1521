import { ConfigurationError } from '../errors.ts';

const factors: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** A Kubernetes quantity such as `500m` or `256Mi` as a number of cores or bytes; `undefined` where it is none. */
export function tryParseQuantity(quantity: string | number): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(m|k|[MGTP]|[KMGTP]i)?$/.exec(String(quantity));
  return match ? Number(match[1]) * (factors[match[2] ?? ''] as number) : undefined;
}

/**
 * A Kubernetes quantity as a number of cores or bytes.
 * @throws ConfigurationError if it is not a quantity, naming `place`
 */
export function parseQuantity(quantity: string | number, place: string): number {
  const value = tryParseQuantity(quantity);
  if (value === undefined) {
    throw new ConfigurationError(
      `${place}: "${quantity}" is not a Kubernetes quantity; write it like "500m" or "256Mi"`,
    );
  }
  return value;
}

/** Cores as a quantity: whole cores as such, the rest in milli-cores, rounded up. */
export function formatCpu(cores: number): string {
  const milli = Math.ceil(Math.round(cores * 1e6) / 1e3);
  return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
}

/** Bytes as a quantity in Gi or Mi, rounded up. */
export function formatBytes(bytes: number): string {
  const mebibytes = Math.ceil(bytes / 2 ** 20);
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}
