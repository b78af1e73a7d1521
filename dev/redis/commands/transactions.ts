import { type Commands, command } from '../command.ts';
import { Failure, nullArray, ok } from '../reply.ts';

/** Commands that begin and end transactions; what is queued between them is the session's business. */
export const transactionCommands: Commands = {
  multi: command(1, ({ session }) => {
    if (session.transaction) throw new Failure('ERR MULTI calls can not be nested');
    session.transaction = { queue: [], isSpoilt: false };
    return ok;
  }),
  exec: command(1, ({ session }) => {
    const { transaction } = session;
    if (!transaction) throw new Failure('ERR EXEC without MULTI');
    const isOutdated = session.hasWatchedChanged;
    session.endTransaction();
    if (transaction.isSpoilt) throw new Failure('EXECABORT Transaction discarded because of previous errors.');
    return isOutdated ? nullArray : transaction.queue.map((run) => run());
  }),
  discard: command(1, ({ session }) => {
    if (!session.transaction) throw new Failure('ERR DISCARD without MULTI');
    session.endTransaction();
    return ok;
  }),
  watch: command(-2, ({ session, database }, ...keys) => {
    if (session.transaction) throw new Failure('ERR WATCH inside MULTI is not allowed');
    for (const key of keys) session.watch(database, key);
    return ok;
  }),
  unwatch: command(1, ({ session }) => {
    session.unwatch();
    return ok;
  }),
};
