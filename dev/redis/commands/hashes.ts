import { type Commands, type Context, command } from '../command.ts';
import { Failure, type Reply } from '../reply.ts';

/** Commands on hashes. */
export const hashCommands: Commands = {
  hset: command(-4, set),
  hget: command(3, ({ database }, key, field) => database.get(key, 'hash')?.get(field) ?? null),
  hgetall: command(2, ({ database }, key) => new Map(database.get(key, 'hash'))),
  hdel: command(-3, ({ database }, key, ...fields) =>
    database.change(key, 'hash', (hash) => fields.filter((field) => hash.delete(field)).length),
  ),
  hlen: command(2, ({ database }, key) => database.get(key, 'hash')?.size ?? 0),
};

function set({ database }: Context, key: string, ...pairs: string[]): Reply {
  if (pairs.length % 2 === 1) throw new Failure("ERR wrong number of arguments for 'hset' command");
  return database.change(key, 'hash', (hash) => {
    const before = hash.size;
    for (let index = 0; index < pairs.length; index += 2) hash.set(pairs[index] ?? '', pairs[index + 1] ?? '');
    return hash.size - before;
  });
}
