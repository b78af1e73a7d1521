import { integer } from '../arguments.ts';
import { type Commands, type Context, command } from '../command.ts';
import { Failure, ok, type Reply, Status, Verbatim } from '../reply.ts';
import { serverVersion } from './server.ts';

/** Commands on the connection itself. */
export const connectionCommands: Commands = {
  ping: command(-1, ping),
  echo: command(2, (_, text) => text),
  hello: command(-1, hello),
  auth: command(-2, auth),
  select: command(2, ({ session, databases }, index) => {
    const number = integer(index);
    if (!databases[number]) throw new Failure('ERR DB index is out of range');
    session.databaseIndex = number;
    return ok;
  }),
  client: command(-2, client),
  quit: command(-1, ({ session }) => {
    session.end(ok);
    return undefined;
  }),
};

function ping({ session }: Context, ...words: string[]): Reply {
  if (words.length > 1) throw new Failure("ERR wrong number of arguments for 'ping' command");
  if (session.protocol === 2 && session.subscriptionCount > 0) return ['pong', words[0] ?? ''];
  return words[0] ?? new Status('PONG');
}

function auth({ session }: Context, ...words: string[]): Reply {
  if (words.length > 2) throw new Failure('ERR syntax error');
  const [password = '', user] = words.toReversed();
  if (user === undefined && !session.needsPassword) {
    throw new Failure(
      'ERR AUTH <password> called without any password configured for the default user. ' +
        'Are you sure your configuration is correct?',
    );
  }
  session.logIn(user ?? 'default', password);
  return ok;
}

function hello({ session }: Context, version?: string, ...words: string[]): Reply {
  if (version !== undefined && !/^[23]$/.test(version)) {
    if (!/^-?\d+$/.test(version)) throw new Failure('ERR Protocol version is not an integer or out of range');
    throw new Failure('NOPROTO unsupported protocol version');
  }
  for (let index = 0; index < words.length; ) {
    const option = (words[index] ?? '').toUpperCase();
    const [first = '', second = ''] = words.slice(index + 1);
    if (option === 'AUTH' && index + 2 < words.length) session.logIn(first, second);
    else if (option === 'SETNAME' && index + 1 < words.length) session.name = clientName(first);
    else throw new Failure(`ERR Syntax error in HELLO option '${words[index]}'`);
    index += option === 'AUTH' ? 3 : 2;
  }
  if (!session.isLoggedIn) {
    throw new Failure(
      'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> ' +
        '<pass> option can be used to authenticate the client and select the RESP protocol version at the same time',
    );
  }
  if (version !== undefined) session.protocol = version === '3' ? 3 : 2;
  return new Map<string, Reply>([
    ['server', 'redis'],
    ['version', serverVersion],
    ['proto', session.protocol],
    ['id', session.id],
    ['mode', 'standalone'],
    ['role', 'master'],
    ['modules', []],
  ]);
}

function client({ session }: Context, subcommand: string, ...words: string[]): Reply {
  const expect = (count: number) => {
    if (words.length === count) return;
    throw new Failure(`ERR wrong number of arguments for 'client|${subcommand.toLowerCase()}' command`);
  };
  const [first = '', second = ''] = words;
  switch (subcommand.toUpperCase()) {
    case 'ID':
      expect(0);
      return session.id;
    case 'GETNAME':
      expect(0);
      return session.name || null;
    case 'SETNAME':
      expect(1);
      session.name = clientName(first);
      return ok;
    case 'SETINFO':
      expect(2);
      if (!/^lib-(name|ver)$/i.test(first)) throw new Failure(`ERR Unrecognized option '${first}'`);
      session.library.set(first.toLowerCase(), second);
      return ok;
    case 'INFO':
      expect(0);
      return new Verbatim(`${session.description}\n`);
    default:
      throw new Failure(`ERR unknown subcommand '${subcommand}'. Try CLIENT HELP.`);
  }
}

function clientName(text: string): string {
  if (/^[!-~]*$/.test(text)) return text;
  throw new Failure('ERR Client names cannot contain spaces, newlines or special characters.');
}
