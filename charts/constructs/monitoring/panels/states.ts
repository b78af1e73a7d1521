import type { Panel } from './panel.ts';

/** How a panel shows 1 and 0 of something that is there or not. */
export const upOrDown: Pick<Panel, 'kind' | 'unit' | 'texts' | 'limits'> = {
  kind: 'stat',
  unit: 'bool',
  texts: { 0: 'down', 1: 'up' },
  limits: { yellow: 1, red: 0.5 },
};

/** Whose state nobody tells is taken for down: a frozen server takes its exporter's answers along. */
export function orDown(state: string): string {
  return `${state} or vector(0)`;
}

/** How a panel shows 1 and 0 of something that succeeded or failed. */
export const okOrFailed: Pick<Panel, 'kind' | 'unit' | 'texts' | 'limits'> = {
  ...upOrDown,
  texts: { 0: 'failed', 1: 'ok' },
};
