import { Failure } from './reply.ts';

/** What a key holds, by the name that TYPE gives it. */
export interface Values {
  readonly string: string;
  readonly list: string[];
  readonly hash: Map<string, string>;
  readonly set: Set<string>;
  readonly zset: Map<string, number>;
}

interface Entry<Type extends keyof Values = keyof Values> {
  readonly type: Type;
  readonly value: Values[Type];
  /** Milliseconds since 1970; none for ever. */
  expiresAt: number | undefined;
}

const empty: { readonly [Type in keyof Values]: () => Values[Type] } = {
  string: () => '',
  list: () => [],
  hash: () => new Map(),
  set: () => new Set(),
  zset: () => new Map(),
};

/** One of the server's numbered databases. */
export class Database {
  private entries = new Map<string, Entry>();
  /** Who is to be told of changes to a key. */
  private readonly watchers = new Map<string, Set<() => void>>();

  /** Names of all keys that have not expired. */
  keys(): string[] {
    return [...this.entries.keys()].filter((key) => this.entry(key));
  }

  /** Its type, or nothing if there is no such key. */
  type(key: string): keyof Values | undefined {
    return this.entry(key)?.type;
  }

  /**
   * The value of a key, to be read.
   * @throws Failure if it is of another type
   */
  get<Type extends keyof Values>(key: string, type: Type): Values[Type] | undefined {
    const entry = this.entry(key);
    if (entry && entry.type !== type) {
      throw new Failure('WRONGTYPE Operation against a key holding the wrong kind of value');
    }
    return entry?.value as Values[Type] | undefined;
  }

  /** Replaces a string. */
  setString(key: string, value: string, expiresAt: number | undefined): void {
    this.entries.set(key, { type: 'string', value, expiresAt });
    this.touch(key);
  }

  /**
   * Changes a collection in place. It is made if it does not exist, and goes when it is empty.
   * @throws Failure if the key is of another type
   */
  change<Type extends 'list' | 'hash' | 'set' | 'zset', Result>(
    key: string,
    type: Type,
    change: (value: Values[Type]) => Result,
  ): Result {
    const value = this.get(key, type) ?? empty[type]();
    const result = change(value);
    const size = Array.isArray(value) ? value.length : value.size;
    if (size === 0) this.entries.delete(key);
    else if (!this.entries.has(key)) this.entries.set(key, { type, value, expiresAt: undefined });
    this.touch(key);
    return result;
  }

  /** @returns whether there was such a key */
  delete(key: string): boolean {
    const existed = this.entry(key) !== undefined;
    this.entries.delete(key);
    if (existed) this.touch(key);
    return existed;
  }

  /** When a key goes: milliseconds since 1970, `never`, or nothing if there is no such key. */
  expiry(key: string): number | 'never' | undefined {
    const entry = this.entry(key);
    return entry && (entry.expiresAt ?? 'never');
  }

  /** Sets when an existing key goes; one in the past goes at once. */
  expire(key: string, expiresAt: number | undefined): void {
    const entry = this.entry(key);
    if (!entry) return;
    entry.expiresAt = expiresAt;
    this.touch(key);
  }

  /** Empties it. */
  clear(): void {
    for (const key of this.keys()) this.delete(key);
  }

  /** Calls back at every change of a key, until the returned function is called. */
  watch(key: string, onChange: () => void): () => void {
    const watchers = this.watchers.get(key) ?? new Set();
    this.watchers.set(key, watchers.add(onChange));
    return () => {
      watchers.delete(onChange);
      if (watchers.size === 0) this.watchers.delete(key);
    };
  }

  private touch(key: string): void {
    for (const onChange of this.watchers.get(key) ?? []) onChange();
  }

  private entry(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    if (!entry || entry.expiresAt === undefined || entry.expiresAt > Date.now()) return entry;
    this.entries.delete(key);
    return undefined;
  }
}
