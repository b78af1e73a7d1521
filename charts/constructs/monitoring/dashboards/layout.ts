import type { GridPos } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel } from '../panels/panel.ts';

/** Columns of Grafana's grid. */
export const columns = 24;

/** A panel and its place. */
export interface Placed {
  readonly panel: Panel;
  readonly place: GridPos;
}

const small = { width: 4, height: 4 };
const large = { width: 8, height: 8 };

/** Size that a panel has by itself; one line of a kind is as high as the other. */
function sizeOf({ kind = 'timeseries', width }: Panel): { readonly width: number; readonly height: number } {
  const size = kind === 'stat' || kind === 'gauge' ? small : large;
  return { ...size, width: width ?? size.width };
}

/**
 * Places panels from left to right and from top to bottom. A line holds panels of one height, and is as wide as the
 * dashboard: what is left over is shared out.
 * @param top first line of the grid that is free
 */
export function layout(panels: readonly Panel[], top: number): { readonly placed: Placed[]; readonly bottom: number } {
  const placed: Placed[] = [];
  let y = top;
  for (const line of linesOf(panels)) {
    const h = sizeOf(line[0] as Panel).height;
    let x = 0;
    for (const [index, w] of filled(line.map((panel) => sizeOf(panel).width)).entries()) {
      placed.push({ panel: line[index] as Panel, place: { x, y, w, h } });
      x += w;
    }
    y += h;
  }
  return { placed, bottom: y };
}

function linesOf(panels: readonly Panel[]): Panel[][] {
  const lines: Panel[][] = [];
  let free = 0;
  let height = 0;
  for (const panel of panels) {
    const size = sizeOf(panel);
    if (size.width > free || size.height !== height) {
      lines.push([]);
      free = columns;
      height = size.height;
    }
    lines.at(-1)?.push(panel);
    free -= size.width;
  }
  return lines;
}

/** The same widths in proportion, with the sum of the grid's columns. */
function filled(widths: readonly number[]): number[] {
  const sum = widths.reduce((total, width) => total + width, 0);
  let before = 0;
  let edge = 0;
  return widths.map((width) => {
    before += width;
    const right = Math.round((before / sum) * columns);
    const w = right - edge;
    edge = right;
    return w;
  });
}
