import { parseQuantity, type Resources } from '@arq/constructs';

/**
 * `NODE_OPTIONS` for a memory limit. Without it V8 may let the heap grow beyond the limit, and the kernel ends the process
 * before the garbage collector has tried. The rest is left to buffers, stacks and code, and keeps a full
 * heap below the autoscaler's target: more pods would not make it smaller.
 */
export function nodeOptions({ memory }: Resources): string {
  const megabytes = parseQuantity(memory.limit, 'memory limit') / 2 ** 20;
  return `--max-old-space-size=${Math.floor(megabytes * 0.6)}`;
}
