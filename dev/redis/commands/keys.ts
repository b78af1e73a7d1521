import { integer, Options, syntaxError } from '../arguments.ts';
import { type Commands, type Context, command } from '../command.ts';
import { globPattern } from '../glob.ts';
import { Failure, ok, type Reply, Status } from '../reply.ts';

/** Commands on keys, whatever they hold. */
export const keyCommands: Commands = {
  del: command(-2, remove),
  unlink: command(-2, remove),
  exists: command(-2, ({ database }, ...keys) => keys.filter((key) => database.type(key)).length),
  type: command(2, ({ database }, key) => new Status(database.type(key) ?? 'none')),
  expire: command(-3, (context, key, seconds, ...rest) => expire(context, 'expire', key, seconds, 1000, rest)),
  pexpire: command(-3, (context, key, time, ...rest) => expire(context, 'pexpire', key, time, 1, rest)),
  persist: command(2, ({ database }, key) => {
    if (typeof database.expiry(key) !== 'number') return 0;
    database.expire(key, undefined);
    return 1;
  }),
  ttl: command(2, (context, key) => timeToLive(context, key, 1000)),
  pttl: command(2, (context, key) => timeToLive(context, key, 1)),
  keys: command(2, ({ database }, pattern) => database.keys().filter((key) => globPattern(pattern).test(key))),
  scan: command(-2, scan),
  dbsize: command(1, ({ database }) => database.keys().length),
  flushdb: command(-1, ({ database }, ...words) => flush([database], words)),
  flushall: command(-1, ({ databases }, ...words) => flush(databases, words)),
};

function remove({ database }: Context, ...keys: string[]): Reply {
  return keys.filter((key) => database.delete(key)).length;
}

function expire({ database }: Context, name: string, key: string, time: string, unit: number, words: string[]): Reply {
  const at = Date.now() + integer(time) * unit;
  const options = new ExpireOptions(words);
  if (!Number.isSafeInteger(at)) throw new Failure(`ERR invalid expire time in '${name}' command`);
  const before = database.expiry(key);
  if (before === undefined || !options.allow(before, at)) return 0;
  if (at <= Date.now()) database.delete(key);
  else database.expire(key, at);
  return 1;
}

/** Under which condition a new expiry counts. */
class ExpireOptions {
  private readonly names = new Set<string>();

  constructor(words: readonly string[]) {
    for (const word of words) {
      if (!/^(nx|xx|gt|lt)$/i.test(word)) throw new Failure(`ERR Unsupported option ${word}`);
      this.names.add(word.toUpperCase());
    }
    if (this.names.has('NX') && this.names.size > 1) {
      throw new Failure('ERR NX and XX, GT or LT options at the same time are not compatible');
    }
    if (this.names.has('GT') && this.names.has('LT')) {
      throw new Failure('ERR GT and LT options at the same time are not compatible');
    }
  }

  allow(before: number | 'never', at: number): boolean {
    const current = before === 'never' ? Infinity : before;
    if (this.names.has('NX')) return before === 'never';
    if (this.names.has('XX') && before === 'never') return false;
    if (this.names.has('GT')) return at > current;
    return !this.names.has('LT') || at < current;
  }
}

function timeToLive({ database }: Context, key: string, unit: number): Reply {
  const expiry = database.expiry(key);
  if (expiry === undefined) return -2;
  if (expiry === 'never') return -1;
  return Math.floor((expiry - Date.now() + unit / 2) / unit);
}

/** Everything in one go: COUNT is a hint, and what is there from beginning to end is returned exactly once. */
function scan({ database }: Context, cursor: string, ...words: string[]): Reply {
  if (!/^\d+$/.test(cursor)) throw new Failure('ERR invalid cursor');
  const options = new Options(words, { MATCH: 1, COUNT: 1, TYPE: 1 });
  if (integer(options.value('COUNT') ?? '10') < 1) throw syntaxError();
  const pattern = globPattern(options.value('MATCH') ?? '*');
  const type = options.value('TYPE')?.toLowerCase();
  return ['0', database.keys().filter((key) => pattern.test(key) && (!type || database.type(key) === type))];
}

function flush(databases: Context['databases'], words: string[]): Reply {
  if (words.length > 1 || !/^(a?sync)?$/i.test(words[0] ?? '')) throw syntaxError();
  for (const database of databases) database.clear();
  return ok;
}
