import * as commands from '../../release/commands.ts';
import { shop } from './shop.ts';

/** `set-image` on the shop, in a process that can be killed. */
export function main(root: string, args: readonly string[]): Promise<number> {
  return commands.release(shop(root), ['set-image', ...args]);
}
