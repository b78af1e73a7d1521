/**
 * What a command answers. Strings are bulk strings whose characters are bytes (latin1), as everywhere in this server:
 * whatever a client sends comes back unchanged.
 */
export type Reply =
  | string
  | number
  | bigint
  | null
  | readonly Reply[]
  | ReadonlyMap<string, Reply>
  | ReadonlySet<string>
  | Status
  | Failure
  | Double
  | Verbatim
  | Push
  | typeof nullArray;

/** A short text such as OK. */
export class Status {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A refusal; commands throw it. */
export class Failure extends Error {}

/** A score. */
export class Double {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** Text for people. */
export class Verbatim {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What nobody has asked for at that moment, such as the message of a channel. */
export class Push {
  readonly items: readonly Reply[];
  constructor(items: readonly Reply[]) {
    this.items = items;
  }
}

export const ok = new Status('OK');
/** The answer of a transaction that was not executed; RESP2 tells it from an absent string. */
export const nullArray = Symbol('null array');

/** The version of the protocol that a client has asked for. */
export type Protocol = 2 | 3;

/** A reply in the bytes of the protocol, one character each. */
export function encode(reply: Reply, protocol: Protocol): string {
  const isModern = protocol === 3;
  if (typeof reply === 'string') return bulk(reply);
  if (typeof reply === 'number' || typeof reply === 'bigint') return `:${reply}\r\n`;
  if (reply === null) return isModern ? '_\r\n' : '$-1\r\n';
  if (reply === nullArray) return isModern ? '_\r\n' : '*-1\r\n';
  if (reply instanceof Status) return `+${reply.text}\r\n`;
  if (reply instanceof Failure) return `-${reply.message.replaceAll(/[\r\n]/g, ' ')}\r\n`;
  if (reply instanceof Double) return isModern ? `,${scoreText(reply.value)}\r\n` : bulk(scoreText(reply.value));
  if (reply instanceof Verbatim) {
    return isModern ? `=${reply.text.length + 4}\r\ntxt:${reply.text}\r\n` : bulk(reply.text);
  }
  if (reply instanceof Push) return list(isModern ? '>' : '*', reply.items, protocol);
  if (reply instanceof Set) return list(isModern ? '~' : '*', [...reply], protocol);
  if (reply instanceof Map) {
    const flat = list('*', [...reply].flat(), protocol);
    return isModern ? flat.replace(/^\*\d+/, `%${reply.size}`) : flat;
  }
  return list('*', reply as readonly Reply[], protocol);
}

/** A score as text. */
export function scoreText(score: number): string {
  if (Number.isFinite(score)) return String(score);
  return score > 0 ? 'inf' : '-inf';
}

const bulk = (text: string) => `$${text.length}\r\n${text}\r\n`;

function list(mark: string, items: readonly Reply[], protocol: Protocol): string {
  return `${mark}${items.length}\r\n${items.map((item) => encode(item, protocol)).join('')}`;
}
