import { Failure } from './reply.ts';

const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;

export const syntaxError = () => new Failure('ERR syntax error');

/** @throws Failure if the text is no 64-bit integer */
export function bigInteger(text: string): bigint {
  const value = /^(0|-?[1-9]\d{0,18})$/.test(text) ? BigInt(text) : undefined;
  if (value === undefined || value < least || value > most) {
    throw new Failure('ERR value is not an integer or out of range');
  }
  return value;
}

/** @throws Failure if the text is no integer */
export const integer = (text: string): number => Number(bigInteger(text));

/** @throws Failure if the sum needs more than 64 bits */
export function sum(a: bigint, b: bigint): bigint {
  if (a + b < least || a + b > most) throw new Failure('ERR increment or decrement would overflow');
  return a + b;
}

/** @throws Failure if the text is no number */
export function float(text: string, complaint = 'ERR value is not a valid float'): number {
  const infinity = /^([+-]?)inf(inity)?$/i.exec(text);
  if (infinity) return infinity[1] === '-' ? -Infinity : Infinity;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) throw new Failure(complaint);
  return value;
}

/** The part of a list that two positions name; negative ones count from its end. */
export function slice<Item>(items: readonly Item[], start: number, stop: number): Item[] {
  const from = Math.max(0, start < 0 ? items.length + start : start);
  const to = stop < 0 ? items.length + stop : stop;
  return from > to ? [] : items.slice(from, to + 1);
}

/** Options after a command's fixed words: each is known by name and takes a number of values. */
export class Options {
  private readonly given = new Map<string, readonly string[]>();

  /**
   * @param known names with the number of values that each takes
   * @throws Failure if a word is none of them, or values are missing
   */
  constructor(words: readonly string[], known: Readonly<Record<string, number>>) {
    for (let index = 0; index < words.length; ) {
      const name = (words[index] ?? '').toUpperCase();
      const values = known[name];
      if (values === undefined || index + values >= words.length) throw syntaxError();
      this.given.set(name, words.slice(index + 1, index + 1 + values));
      index += 1 + values;
    }
  }

  has(name: string): boolean {
    return this.given.has(name);
  }

  /** The first value of an option. */
  value(name: string): string | undefined {
    return this.given.get(name)?.[0];
  }

  values(name: string): readonly string[] | undefined {
    return this.given.get(name);
  }

  /** Those of the names that were given. */
  among(...names: string[]): string[] {
    return names.filter((name) => this.given.has(name));
  }
}
