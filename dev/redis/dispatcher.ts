import { Channels } from './channels.ts';
import type { Command, Commands } from './command.ts';
import { connectionCommands } from './commands/connections.ts';
import { hashCommands } from './commands/hashes.ts';
import { keyCommands } from './commands/keys.ts';
import { listCommands } from './commands/lists.ts';
import { pubSubCommands } from './commands/pub-sub.ts';
import { serverCommands } from './commands/server.ts';
import { setCommands } from './commands/sets.ts';
import { sortedSetCommands } from './commands/sorted-sets.ts';
import { stringCommands } from './commands/strings.ts';
import { transactionCommands } from './commands/transactions.ts';
import { Database } from './database.ts';
import { Failure, type Reply, Status } from './reply.ts';
import type { Session } from './session.ts';

const commands: Commands = {
  ...connectionCommands,
  ...serverCommands,
  ...keyCommands,
  ...stringCommands,
  ...listCommands,
  ...hashCommands,
  ...setCommands,
  ...sortedSetCommands,
  ...transactionCommands,
  ...pubSubCommands,
};

const queued = new Status('QUEUED');

/** Runs commands on the server's data. */
export class Dispatcher {
  readonly channels = new Channels();
  private readonly databases: readonly Database[] = Array.from({ length: 16 }, () => new Database());

  /** Runs one command, or queues it in a transaction, and answers. */
  dispatch(session: Session, words: readonly string[]): void {
    const reply = this.reply(session, words);
    if (reply !== undefined) session.send(reply);
  }

  private reply(session: Session, [given = '', ...rest]: readonly string[]): Reply | undefined {
    try {
      const name = given.toLowerCase();
      const command = admitted(session, name, given, rest);
      const run = () => this.run(session, command, rest);
      if (!session.transaction || /^(multi|exec|discard|watch|quit)$/.test(name)) return run();
      session.transaction.queue.push(() => asReply(run) ?? null);
      return queued;
    } catch (error) {
      return refusal(error);
    }
  }

  private run(session: Session, command: Command, words: readonly string[]): Reply | undefined {
    const { databases, channels } = this;
    const database = databases[session.databaseIndex] as Database;
    return command.run({ session, database, databases, channels }, words);
  }
}

/** @throws Failure if the command does not exist, lacks words or is not allowed now */
function admitted(session: Session, name: string, given: string, rest: readonly string[]): Command {
  try {
    return known(session, name, given, rest);
  } catch (error) {
    if (session.transaction) session.transaction.isSpoilt = true;
    throw error;
  }
}

function known(session: Session, name: string, given: string, rest: readonly string[]): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const words = rest.map((word) => `'${word}' `).join('');
    throw new Failure(`ERR unknown command '${given.slice(0, 128)}', with args beginning with: ${words.slice(0, 128)}`);
  }
  const count = rest.length + 1;
  if (command.arity > 0 ? count !== command.arity : count < -command.arity) {
    throw new Failure(`ERR wrong number of arguments for '${name}' command`);
  }
  if (!session.isLoggedIn && !/^(auth|hello|quit)$/.test(name)) throw new Failure('NOAUTH Authentication required.');
  const isListening = session.protocol === 2 && session.subscriptionCount > 0;
  if (isListening && !/^(p?(un)?subscribe|ping|quit)$/.test(name)) {
    throw new Failure(
      `ERR Can't execute '${name}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this ` +
        'context',
    );
  }
  return command;
}

function asReply(run: () => Reply | undefined): Reply | undefined {
  try {
    return run();
  } catch (error) {
    return refusal(error);
  }
}

/** A refusal is an answer; anything else is a mistake in this server, and has to be seen. */
function refusal(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}
