import type { Panel } from '@arq/constructs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { columns, layout } from '../../../charts/constructs/monitoring/dashboards/layout.ts';

const kinds = ['timeseries', 'stat', 'gauge', 'bargauge', 'table', 'alertlist', undefined] as const;
const panels = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    width: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
  }),
  { maxLength: 40 },
);

function place(described: readonly Partial<Panel>[], top: number) {
  const made = described.map(
    (one, index): Panel => ({
      title: `panel ${index}`,
      description: 'none',
      unit: 'none',
      queries: [],
      ...one,
    }),
  );
  return { made, ...layout(made, top) };
}

describe('the layout', () => {
  it('lays no panel over another one, or beyond the grid', () => {
    fc.assert(
      fc.property(panels, fc.nat(1000), (described, top) => {
        const { placed, bottom } = place(described, top);
        const cells = placed.flatMap(({ place: { x, y, w, h } }) => {
          expect([w > 0, x >= 0, x + w <= columns, y >= top, y + h <= bottom]).not.toContain(false);
          return Array.from({ length: w * h }, (_, n) => (y + Math.floor(n / w)) * columns + x + (n % w));
        });
        expect(new Set(cells).size).toBe(cells.length);
        // Nothing is left free either: each line is as wide as the grid.
        expect(cells.length).toBe(columns * (bottom - top));
      }),
    );
  });

  it('keeps the order', () => {
    fc.assert(
      fc.property(panels, (described) => {
        const { made, placed } = place(described, 0);
        expect(placed.map(({ panel }) => panel)).toEqual(made);
        const positions = placed.map(({ place }) => place.y * columns + place.x);
        expect(positions).toEqual([...positions].sort((a, b) => a - b));
      }),
    );
  });

  it('puts numbers and pictures on lines of their own', () => {
    const { placed } = place([{ kind: 'stat' }, { kind: 'gauge' }, {}, { width: 16 }, { width: 24 }], 3);
    expect(placed.map(({ place }) => place)).toEqual([
      { x: 0, y: 3, w: 12, h: 4 },
      { x: 12, y: 3, w: 12, h: 4 },
      { x: 0, y: 7, w: 8, h: 8 },
      { x: 8, y: 7, w: 16, h: 8 },
      { x: 0, y: 15, w: 24, h: 8 },
    ]);
  });
});
