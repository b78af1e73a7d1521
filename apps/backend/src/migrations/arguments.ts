import { parseArgs } from 'node:util';

export const usage = `Usage: npm run migrate -- [up|down|status] [--count N] [--contract] [--json]

Brings the database to the shape that this version needs.

  up          run all migrations that have not run yet (default); a contract that a release
              still needs the old shape of waits, which is no error
  down        undo the last one; in development only
  status      say what has run, what waits and for whom; changes nothing
  --count N   no more than N of them; 1 or more
  --contract  with up: refuse to do anything if a contract has to wait
  --json      with status: for programs
  --help      show this text`;

const commands = ['up', 'down', 'status'] as const;

/** What the program is asked for. */
export interface MigrateArguments {
  readonly command: (typeof commands)[number];
  readonly count: number | undefined;
  readonly contract: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

/**
 * Reads the command line.
 * @throws Error saying what is wrong with it
 */
export function parseMigrateArguments(args: readonly string[]): MigrateArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      count: { type: 'string' },
      contract: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [word = 'up', ...more] = positionals;
  const command = commands.find((known) => known === word);
  if (!command || more.length > 0) throw wrong(`"${positionals.join(' ')}" is neither up nor down nor status`);
  if (values.count !== undefined && !/^[1-9]\d{0,3}$/.test(values.count)) {
    throw wrong(`--count ${values.count} is not a number of migrations, 1 or more`);
  }
  if (values.count !== undefined && command === 'status') throw wrong('--count is for up and down');
  if (values.contract && command !== 'up') throw wrong('--contract is for up');
  if (values.json && command !== 'status') throw wrong('--json is for status');
  const { contract, json, help } = values;
  return { command, count: values.count === undefined ? undefined : Number(values.count), contract, json, help };
}

function wrong(reason: string): Error {
  return new Error(`${reason}\n${usage}`);
}
