import { bigInteger, Options, sum, syntaxError } from '../arguments.ts';
import { type Commands, type Context, command } from '../command.ts';
import { Failure, ok, type Reply } from '../reply.ts';

/** Commands on strings. */
export const stringCommands: Commands = {
  get: command(2, ({ database }, key) => database.get(key, 'string') ?? null),
  getdel: command(2, ({ database }, key) => {
    const value = database.get(key, 'string') ?? null;
    database.delete(key);
    return value;
  }),
  mget: command(-2, ({ database }, ...keys) =>
    keys.map((key) => (database.type(key) === 'string' ? (database.get(key, 'string') ?? null) : null)),
  ),
  set: command(-3, set),
  setex: command(4, ({ database }, key, seconds, value) => {
    database.setString(key, value, expiryAt('setex', 'EX', seconds));
    return ok;
  }),
  incr: command(2, (context, key) => increase(context, key, 1n)),
  incrby: command(3, (context, key, by) => increase(context, key, bigInteger(by))),
  decr: command(2, (context, key) => increase(context, key, -1n)),
  decrby: command(3, (context, key, by) => increase(context, key, -bigInteger(by))),
};

const expiries = ['EX', 'PX', 'EXAT', 'PXAT'] as const;

function set({ database }: Context, key: string, value: string, ...words: string[]): Reply {
  const options = new Options(words, { EX: 1, PX: 1, EXAT: 1, PXAT: 1, KEEPTTL: 0, NX: 0, XX: 0, GET: 0 });
  if (options.among(...expiries, 'KEEPTTL').length > 1 || options.among('NX', 'XX').length > 1) throw syntaxError();
  const old = options.has('GET') ? (database.get(key, 'string') ?? null) : undefined;
  const unit = expiries.find((name) => options.has(name));
  const before = database.expiry(key);
  const kept = options.has('KEEPTTL') && typeof before === 'number' ? before : undefined;
  const expiresAt = unit ? expiryAt('set', unit, options.value(unit) ?? '') : kept;
  const exists = before !== undefined;
  const isWanted = !(options.has('NX') && exists) && !(options.has('XX') && !exists);
  if (isWanted) database.setString(key, value, expiresAt);
  if (old !== undefined) return old;
  return isWanted ? ok : null;
}

function expiryAt(name: string, unit: (typeof expiries)[number], text: string): number {
  const given = bigInteger(text);
  const milliseconds = unit.startsWith('EX') ? given * 1000n : given;
  const isImpossible = given <= 0n || milliseconds > 2n ** 62n;
  if (isImpossible) throw new Failure(`ERR invalid expire time in '${name}' command`);
  return unit.endsWith('AT') ? Number(milliseconds) : Date.now() + Number(milliseconds);
}

function increase({ database }: Context, key: string, by: bigint): Reply {
  const result = sum(bigInteger(database.get(key, 'string') ?? '0'), by);
  const expiry = database.expiry(key);
  database.setString(key, String(result), typeof expiry === 'number' ? expiry : undefined);
  return result;
}
