import pg from 'pg';
import { environmentFile, type Options } from './options.ts';

/** A server that `npm run dev` uses and has not started. */
interface OwnServer {
  /** What it is, where it is, and who says so. */
  readonly description: string;
  /** Whether it runs on this machine. */
  readonly isLocal: boolean;
}

interface Kind {
  readonly url: 'DATABASE_URL' | 'REDIS_URL';
  /** What the backend would take instead of the URL. */
  readonly parts: RegExp;
  readonly example: string;
  readonly find: (url: string) => { readonly host: string; readonly name: string };
}

const kinds: readonly Kind[] = [
  {
    url: 'DATABASE_URL',
    parts: /^DATABASE_(URL_FILE|HOST|PORT|NAME|USER|PASSWORD|PASSWORD_FILE)$/,
    example: 'postgres://user:password@127.0.0.1:5432/database',
    find: (url) => {
      // Parameters of the URL and variables of PostgreSQL name a host as well; the client knows which one counts.
      const { host, port, database = '', user = '' } = new pg.Client({ connectionString: url });
      return { host, name: `the database "${database}" on ${host}:${port}, as "${user}"` };
    },
  },
  {
    url: 'REDIS_URL',
    parts: /^REDIS_(URL_FILE|HOST|PORT|USER|PASSWORD|PASSWORD_FILE)$/,
    example: 'redis://127.0.0.1:6379',
    find: (url) => {
      const { hostname, port } = new URL(url);
      return { host: hostname, name: `Redis on ${hostname}:${port || '6379'}` };
    },
  },
];

/**
 * Looks at the servers that the environment names, before anything connects to them.
 * @returns a line about each of them
 * @throws Error if one is named in a way that would be passed over, or is not on this machine and `--remote-data` is not
 *   given: the database gets this checkout's migrations, which its owner may not expect
 */
export function namedServers(options: Options): string[] {
  const servers = kinds.flatMap((kind) => ownServer(kind, options));
  const remote = servers.filter(({ isLocal }) => !isLocal);
  if (remote.length > 0 && !options.remoteData) {
    const which = remote.map(({ description }) => `  ${description}`).join('\n');
    throw new Error(
      `Not on this machine:\n${which}\nNothing was touched. With --remote-data it is used all the same: the database ` +
        'gets the migrations of this checkout. Without the variable, servers of its own are started.',
    );
  }
  return servers.map(({ description }) => description);
}

function ownServer({ url, parts, example, find }: Kind, { environment, fileNames }: Options): OwnServer[] {
  const value = environment[url];
  const from = (name: string) => (fileNames.has(name) ? environmentFile : 'the shell');
  if (value === undefined) {
    const others = Object.keys(environment).filter((name) => parts.test(name));
    if (others.length === 0) return [];
    const given = others.map((name) => `${name} (${from(name)})`).join(', ');
    throw new Error(
      `Set without ${url}: ${given}. Local development would pass that over. For a server of your own set ${url}, such ` +
        `as ${example}; for one that is started, unset these.`,
    );
  }
  try {
    const { host, name } = find(value);
    return [{ description: `${name} (${url} of ${from(url)})`, isLocal: isLocal(host) }];
  } catch {
    // What is wrong with it may quote a password.
    throw new Error(`${url} of ${from(url)} is no URL that can be read, such as ${example}`);
  }
}

/** By the loopback interface, or by a socket in a folder. */
const isLocal = (host: string) => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|\/.*)$/i.test(host);
