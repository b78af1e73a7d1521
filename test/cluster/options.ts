import { parseArgs } from 'node:util';

/** How a check is run. */
export interface Options {
  /** Whether the cluster stays in the end. */
  readonly keep: boolean;
  readonly help: boolean;
}

/** Description of the options that both checks have. */
export const usageOfOptions = `  --keep  leave the cluster there in the end, to look around
  --help  this`;

/** @throws TypeError if there is another option */
export function readOptions(args: readonly string[]): Options {
  const { keep, help } = parseArgs({
    args: [...args],
    options: { keep: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  }).values;
  return { keep, help };
}
