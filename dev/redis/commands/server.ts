import { type Commands, command } from '../command.ts';
import { Failure, Verbatim } from '../reply.ts';

/** The version whose behaviour this server follows. */
export const serverVersion = '7.0.15';

/** Commands on the server. */
export const serverCommands: Commands = {
  info: command(-1, ({ databases }) => {
    const keyspace = databases.flatMap((database, index) => {
      const keys = database.keys();
      const expiring = keys.filter((key) => typeof database.expiry(key) === 'number').length;
      return keys.length > 0 ? [`db${index}:keys=${keys.length},expires=${expiring},avg_ttl=0`] : [];
    });
    const lines = ['# Server', `redis_version:${serverVersion}`, 'redis_mode:standalone', `process_id:${process.pid}`];
    return new Verbatim([...lines, '', '# Keyspace', ...keyspace, ''].join('\r\n'));
  }),
  time: command(1, () => {
    const now = Date.now();
    return [String(Math.floor(now / 1000)), String((now % 1000) * 1000)];
  }),
  // What redis-cli asks for to complete what is typed; an empty table is a valid one.
  command: command(-1, (_, subcommand) => {
    if (subcommand === undefined || /^(docs|info|list)$/i.test(subcommand)) return [];
    throw new Failure(`ERR unknown subcommand '${subcommand}'. Try COMMAND HELP.`);
  }),
};
