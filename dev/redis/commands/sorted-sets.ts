import { float, integer, Options, slice, syntaxError } from '../arguments.ts';
import { type Commands, type Context, command } from '../command.ts';
import { Double, Failure, type Reply } from '../reply.ts';

/** Commands on sorted sets; of ZADD's options NX, XX and CH, of ZRANGE's all but BYLEX. */
export const sortedSetCommands: Commands = {
  zadd: command(-4, add),
  zcard: command(2, ({ database }, key) => database.get(key, 'zset')?.size ?? 0),
  zscore: command(3, ({ database }, key, member) => {
    const score = database.get(key, 'zset')?.get(member);
    return score === undefined ? null : new Double(score);
  }),
  zrange: command(-4, range),
  zrem: command(-3, ({ database }, key, ...members) =>
    database.change(key, 'zset', (scores) => members.filter((member) => scores.delete(member)).length),
  ),
  zremrangebyscore: command(4, ({ database }, key, least, most) => {
    const isWithin = scoreRange(least, most);
    return database.change(key, 'zset', (scores) => {
      const found = [...scores].filter(([, score]) => isWithin(score));
      return found.filter(([member]) => scores.delete(member)).length;
    });
  }),
};

function add({ database }: Context, key: string, ...words: string[]): Reply {
  const first = words.findIndex((word) => !/^(nx|xx|ch)$/i.test(word));
  const options = new Options(words.slice(0, first), { NX: 0, XX: 0, CH: 0 });
  const pairs = words.slice(first);
  if (first < 0 || pairs.length % 2 === 1) throw syntaxError();
  if (options.has('NX') && options.has('XX')) {
    throw new Failure('ERR XX and NX options at the same time are not compatible');
  }
  const scored = pairs.flatMap((word, index) => (index % 2 ? [] : [[pairs[index + 1] ?? '', float(word)] as const]));
  return database.change(key, 'zset', (scores) => {
    let added = 0;
    let changed = 0;
    for (const [member, score] of scored) {
      const before = scores.get(member);
      if (before === undefined ? options.has('XX') : options.has('NX')) continue;
      if (before === undefined) added++;
      if (before !== score) changed++;
      scores.set(member, score);
    }
    return options.has('CH') ? changed : added;
  });
}

function range({ database, session }: Context, key: string, start: string, stop: string, ...words: string[]): Reply {
  const options = new Options(words, { BYSCORE: 0, REV: 0, LIMIT: 2, WITHSCORES: 0 });
  const limit = options.values('LIMIT')?.map(integer);
  if (limit && !options.has('BYSCORE')) {
    throw new Failure('ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX');
  }
  const isReverse = options.has('REV');
  const isWithin = options.has('BYSCORE') ? (isReverse ? scoreRange(stop, start) : scoreRange(start, stop)) : undefined;
  const positions = isWithin ? undefined : { from: integer(start), to: integer(stop) };
  const sorted = [...(database.get(key, 'zset') ?? [])].sort(byScoreThenMember);
  if (isReverse) sorted.reverse();
  const inRange = isWithin
    ? sorted.filter(([, score]) => isWithin(score))
    : slice(sorted, positions?.from ?? 0, positions?.to ?? -1);
  const found = limit ? limited(inRange, limit) : inRange;
  if (!options.has('WITHSCORES')) return found.map(([member]) => member);
  const pairs = found.map(([member, score]) => [member, new Double(score)]);
  return session.protocol === 3 ? pairs : pairs.flat();
}

function limited<Item>(items: readonly Item[], [offset = 0, count = -1]: readonly number[]): Item[] {
  if (offset < 0) return [];
  return count < 0 ? items.slice(offset) : items.slice(offset, offset + count);
}

function byScoreThenMember([a, aScore]: [string, number], [b, bScore]: [string, number]): number {
  if (aScore !== bScore) return aScore < bScore ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

/** Limits are inclusive unless a `(` stands before them. */
function scoreRange(least: string, most: string): (score: number) => boolean {
  const complaint = 'ERR min or max is not a float';
  const low = float(least.replace(/^\(/, ''), complaint);
  const high = float(most.replace(/^\(/, ''), complaint);
  return (score) =>
    (least.startsWith('(') ? score > low : score >= low) && (most.startsWith('(') ? score < high : score <= high);
}
