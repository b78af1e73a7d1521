import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { App } from 'cdk8s';
import { ConfigurationError } from '../errors.ts';
import { readCommitted } from './committed-files.ts';
import { isDataFile } from './data-file.ts';
import type { ManifestFiles } from './manifest-files.ts';
import { describeChanges } from './object-diff.ts';
import { compare, type Synthesis, type SynthesizeOptions, synthesize } from './synthesize.ts';

/** What the command needs to know beside its arguments. */
export interface CommandOptions extends SynthesizeOptions {
  /** Creates all constructs. Everything that it throws ends the command with a message. */
  readonly build: () => App | Promise<App>;
  /** Arguments of the command line. */
  readonly arguments: readonly string[];
  /**
   * How users start it, for its messages.
   * @default npm run synth
   */
  readonly command?: string;
  /**
   * `output` of cdk8s.yaml: the scratch folder that the cdk8s CLI empties before a run and lists afterwards. It is not
   * the folder of the committed files, so a failing run leaves those alone.
   * @default none: not used through the CLI
   */
  readonly cliOutput?: string;
}

const usage = (command: string) => `Usage: ${command} -- [--check] [--stack] [name ...]

  name      only this environment, or files that begin with it, such as "staging" or "argocd/" (default: all)
  --check   write nothing; show what would change and exit with 1 if anything would
  --stack   show the stack trace of an error
  --help    show this text`;

/**
 * The command line of a synthesis.
 * @returns the exit code: 0 if the files are what the source says
 */
export async function runCommand(options: CommandOptions): Promise<number> {
  const { command = 'npm run synth' } = options;
  let stack = options.arguments.includes('--stack');
  try {
    const { values, positionals } = parse(options.arguments, command);
    if (values.help) {
      console.log(usage(command));
      return 0;
    }
    stack = values.stack;
    return await run({ ...options, ...(positionals.length > 0 ? { only: positionals } : {}) }, values.check);
  } catch (error) {
    const { message } = error as Error;
    const text = stack ? (error as Error).stack : message.replaceAll(/^/gm, 'error: ');
    console.error(text);
    console.error(`Nothing was written.${stack ? '' : ' Run again with --stack for the stack trace.'}`);
    return 1;
  }
}

async function run(options: CommandOptions, check: boolean): Promise<number> {
  const app = await options.build();
  const redirected = redirection(options);
  if (check) return report(compare(app, options), options);
  if (redirected !== undefined && redirected !== options.cliOutput) {
    // `cdk8s synth --output` or `--stdout`: somebody wants to look, so the committed files stay as they are.
    writeCopies(redirected, compare(app, options).files);
    return 0;
  }
  const synthesis = synthesize(app, options);
  if (redirected !== undefined) writeCopies(redirected, synthesis.files);
  summarize(synthesis);
  return 0;
}

/** Where the cdk8s CLI wants its output; `undefined` if it is not the CLI that runs this. */
function redirection({ root = process.cwd(), folders = ['dist'], cliOutput }: CommandOptions): string | undefined {
  const output = process.env.CDK8S_OUTDIR;
  if (output === undefined) return undefined;
  const isOwn = [cliOutput, ...folders].some((own) => own !== undefined && resolve(root, own) === resolve(output));
  return isOwn ? cliOutput : output;
}

function writeCopies(folder: string, files: ManifestFiles): void {
  for (const [path, content] of files) {
    // Whoever asks the cdk8s CLI wants to apply what comes out.
    if (isDataFile(path)) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    // The cdk8s CLI joins the files when it prints them.
    writeFileSync(join(folder, path), `---\n${content}`);
  }
}

function parse(args: readonly string[], command: string) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        check: { type: 'boolean', default: false },
        stack: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new ConfigurationError(`${(error as Error).message}\n${usage(command)}`);
  }
}

function report(
  { files, drift }: Synthesis,
  { root = process.cwd(), command = 'npm run synth' }: CommandOptions,
): number {
  const { changed, missing, stale, foreign } = drift;
  const lines = [
    ...changed.flatMap((path) => [
      `changed  ${path}`,
      ...describeChanges(readCommitted(root, path) ?? '', files.get(path) ?? '').map(
        (change) => `           ${change}`,
      ),
    ]),
    ...missing.map((path) => `missing  ${path}`),
    ...stale.map((path) => `stale    ${path}`),
    ...foreign.map((path) => `foreign  ${path}`),
  ];
  if (lines.length === 0) {
    console.log(`${files.size} files are what the source says.`);
    return 0;
  }
  console.error(lines.join('\n'));
  console.error(`The files are not what the source says. Run "${command}" and commit the result.`);
  return 1;
}

function summarize({ files, drift: { changed, missing, stale } }: Synthesis): void {
  for (const path of changed) console.log(`changed  ${path}`);
  for (const path of missing) console.log(`new      ${path}`);
  for (const path of stale) console.log(`removed  ${path}`);
  const touched = changed.length + missing.length + stale.length;
  console.log(`${files.size} files, ${touched === 0 ? 'all up to date' : `${touched} of them touched`}.`);
}
