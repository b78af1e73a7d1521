import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { DeliveryOptions } from './delivery.ts';
import { Interrupted } from './interruption.ts';
import { Refusal, UsageError } from './refusal.ts';

/** Options that every command has that makes a release. */
export const deliveryOptions = {
  here: { type: 'boolean', default: false },
  push: { type: 'boolean', default: false },
  replace: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  summary: { type: 'string' },
  output: { type: 'string' },
} as const;

/** Their description, for every usage. */
export const commonUsage = `  --here                 commit on the branch that is checked out, not on one of its own
  --push                 push the commit; if the remote refuses it, nothing changes here
  --replace              let the new branch take the place of one that these commands made, or that was merged
  --dry-run              show everything, change nothing
  --summary <file>       write what changes as Markdown, for the body of a pull request
  --output <file>        add "changed", "branch", "commit" and "title" as key=value lines
  --help                 show this text

The checkout has to be clean. Without --here the commit goes on top of the delivered branch as it was last fetched, so
fetch first. Keep the files of --summary and --output out of the checkout, or in build/. An option with an empty value
counts as left out.

Exit code: 0 done, or nothing to do (changed=false: no commit, so no pull request); 1 refused or failed, and nothing was
changed; 2 wrong usage.`;

type Options = NonNullable<ParseArgsConfig['options']>;

/** A command line, taken apart. */
export interface CommandLine {
  readonly positionals: readonly string[];
  /** Whether an option of the command is given. */
  readonly has: (option: string) => boolean;
  /** Its value; `undefined` if it is not given, or empty. */
  readonly text: (option: string) => string | undefined;
}

/**
 * Runs a command, and turns everything that it throws into a message.
 * @param options that it has beside --help
 * @returns the exit code
 */
export async function runCommandLine(
  usage: string,
  args: readonly string[],
  options: Options,
  run: (line: CommandLine) => Promise<void>,
): Promise<number> {
  try {
    const { positionals, values } = parse(args, options);
    if (values['help'] === true) {
      console.log(usage);
      return 0;
    }
    // Empty is what a workflow passes for an input that nobody filled in.
    const text = (option: string) => (values[option] || undefined) as string | undefined;
    await run({ positionals, has: (option) => values[option] === true, text });
    return 0;
  } catch (error) {
    return failed(error, usage);
  }
}

/** What a command line says of how a release is made. */
export function deliveryOptionsOf({ has, text }: CommandLine): DeliveryOptions {
  return {
    here: has('here'),
    push: has('push'),
    replace: has('replace'),
    dryRun: has('dry-run'),
    summary: text('summary'),
    output: text('output'),
  };
}

function parse(
  args: readonly string[],
  options: Options,
): { positionals: string[]; values: Readonly<Record<string, unknown>> } {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { ...options, help: { type: 'boolean' } } });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function failed(error: unknown, usage: string): number {
  const { message, stack } = error as Error;
  // Anything else is a mistake of the command itself, whose place somebody will want to know.
  const isExpected = error instanceof Refusal || error instanceof Interrupted;
  console.error(`error: ${isExpected ? message : stack}`);
  if (error instanceof UsageError) {
    console.error(`\n${usage}`);
    return 2;
  }
  console.error('Nothing was changed.');
  return 1;
}
