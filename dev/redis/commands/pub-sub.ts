import { type Commands, type Context, command } from '../command.ts';
import { Push } from '../reply.ts';

/** Commands on channels. */
export const pubSubCommands: Commands = {
  publish: command(3, ({ channels }, channel, message) => channels.publish(channel, message)),
  subscribe: command(-2, (context, ...names) => subscribe(context, 'names', 'subscribe', names)),
  psubscribe: command(-2, (context, ...patterns) => subscribe(context, 'patterns', 'psubscribe', patterns)),
  unsubscribe: command(-1, (context, ...names) => unsubscribe(context, 'names', 'unsubscribe', names)),
  punsubscribe: command(-1, (context, ...patterns) => unsubscribe(context, 'patterns', 'punsubscribe', patterns)),
};

type Kind = 'names' | 'patterns';

/** One answer for each name. */
function subscribe({ session, channels }: Context, kind: Kind, verb: string, names: readonly string[]): undefined {
  for (const name of names) {
    session.subscribed[kind].add(name);
    channels[kind].add(name, session);
    session.send(new Push([verb, name, session.subscriptionCount]));
  }
}

/** Without names all of them go; one answer comes even if there is none. */
function unsubscribe({ session, channels }: Context, kind: Kind, verb: string, given: readonly string[]): undefined {
  const names = given.length > 0 ? given : [...session.subscribed[kind]];
  for (const name of names) {
    session.subscribed[kind].delete(name);
    channels[kind].remove(name, session);
    session.send(new Push([verb, name, session.subscriptionCount]));
  }
  if (names.length === 0) session.send(new Push([verb, null, session.subscriptionCount]));
}
