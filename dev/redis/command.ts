import type { Channels } from './channels.ts';
import type { Database } from './database.ts';
import type { Reply } from './reply.ts';
import type { Session } from './session.ts';

/** What a command works on. */
export interface Context {
  readonly session: Session;
  readonly database: Database;
  readonly databases: readonly Database[];
  readonly channels: Channels;
}

/** One command. */
export interface Command {
  /** Words including the name: exactly so many, or at least so many if negative. */
  readonly arity: number;
  /**
   * @param words those after the name
   * @returns the answer; nothing if the command has already written its own
   * @throws Failure to refuse
   */
  readonly run: (context: Context, words: readonly string[]) => Reply | undefined;
}

/** Commands by their name in lower case. */
export type Commands = Readonly<Record<string, Command>>;

/** The words of a command; its arity has seen to it that there are enough. */
export type Words = readonly [string, string, string, ...string[]];

/** Writes a command down. */
export function command(arity: number, run: (context: Context, ...words: Words) => Reply | undefined): Command {
  return { arity, run: (context, words) => run(context, ...(words as Words)) };
}
