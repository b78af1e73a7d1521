import { integer, slice } from '../arguments.ts';
import { type Commands, type Context, command } from '../command.ts';
import { ok, type Reply } from '../reply.ts';

/** Commands on lists. */
export const listCommands: Commands = {
  lpush: command(-3, (context, key, ...items) => push(context, key, (list) => list.unshift(...items.toReversed()))),
  rpush: command(-3, (context, key, ...items) => push(context, key, (list) => list.push(...items))),
  llen: command(2, ({ database }, key) => database.get(key, 'list')?.length ?? 0),
  lrange: command(4, ({ database }, key, start, stop) => {
    const [from, to] = [integer(start), integer(stop)];
    return slice(database.get(key, 'list') ?? [], from, to);
  }),
  ltrim: command(4, ({ database }, key, start, stop) => {
    const [from, to] = [integer(start), integer(stop)];
    database.change(key, 'list', (list) => list.splice(0, list.length, ...slice(list, from, to)));
    return ok;
  }),
};

const push = ({ database }: Context, key: string, add: (list: string[]) => number): Reply =>
  database.change(key, 'list', add);
