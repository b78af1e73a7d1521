import { type Commands, command } from '../command.ts';

/** Commands on sets. */
export const setCommands: Commands = {
  sadd: command(-3, ({ database }, key, ...members) =>
    database.change(key, 'set', (set) => {
      const before = set.size;
      for (const member of members) set.add(member);
      return set.size - before;
    }),
  ),
  srem: command(-3, ({ database }, key, ...members) =>
    database.change(key, 'set', (set) => members.filter((member) => set.delete(member)).length),
  ),
  smembers: command(2, ({ database }, key) => new Set(database.get(key, 'set'))),
  sismember: command(3, ({ database }, key, member) => Number(database.get(key, 'set')?.has(member) ?? false)),
  scard: command(2, ({ database }, key) => database.get(key, 'set')?.size ?? 0),
};
