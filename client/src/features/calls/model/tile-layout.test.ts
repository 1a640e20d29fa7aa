import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { layoutFocus, layoutGrid, type Rect } from './tile-layout';

const area = fc.record({
  width: fc.integer({ min: 280, max: 2_560 }),
  height: fc.integer({ min: 200, max: 1_440 }),
});
const count = fc.integer({ min: 1, max: 16 });

const overlaps = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const expectApart = (rects: Rect[]) => {
  for (const [index, rect] of rects.entries())
    for (const other of rects.slice(index + 1)) expect(overlaps(rect, other)).toBe(false);
};

const isInside = ({ x, y, width, height }: Rect, of: { width: number; height: number }) =>
  x >= 0 && y >= 0 && x + width <= of.width && y + height <= of.height;

const covered = (rects: Rect[]) => rects.reduce((sum, { width, height }) => sum + width * height, 0);

describe('a grid of tiles', () => {
  it('keeps every tile inside the area, apart from the others and alike (property)', () => {
    fc.assert(
      fc.property(area, count, (size, tiles) => {
        const rects = layoutGrid(size, tiles);
        expect(rects).toHaveLength(tiles);
        expect(rects.every((rect) => isInside(rect, size))).toBe(true);
        expectApart(rects);
        expect(new Set(rects.map(({ width, height }) => `${width} ${height}`)).size).toBe(1);
      }),
    );
  });

  it('keeps tiles between upright 3:4 and wide 16:9; square at the least in wide areas (property)', () => {
    fc.assert(
      fc.property(area, count, (size, tiles) => {
        const [{ width, height } = { width: 0, height: 1 }] = layoutGrid(size, tiles);
        const narrowest = size.width < size.height ? 3 / 4 : 1;
        // Sizes are whole pixels.
        expect(width + 1).toBeGreaterThan((height - 1) * narrowest);
        expect(width - 1).toBeLessThan((height + 1) * (16 / 9));
      }),
    );
  });

  it('covers more than half of every area of a usual shape (property)', () => {
    fc.assert(
      fc.property(area, count, (size, tiles) => {
        const ratio = size.width / size.height;
        fc.pre(ratio > 0.45 && ratio < 2.2 && size.width * size.height > 120_000);
        expect(covered(layoutGrid(size, tiles)) / (size.width * size.height)).toBeGreaterThan(0.5);
      }),
    );
  });

  it('gives one person almost the whole of a 16:9 area and two people half each', () => {
    expect(layoutGrid({ width: 1_600, height: 900 }, 1)).toEqual([{ x: 0, y: 0, width: 1_600, height: 900 }]);
    const [left, right] = layoutGrid({ width: 1_200, height: 600 }, 2);
    expect(left?.y).toBe(right?.y);
    expect(left?.width).toBe(596);
  });

  it('puts the rest of an incomplete row in the middle', () => {
    const rects = layoutGrid({ width: 1_280, height: 720 }, 3);
    const last = rects.at(-1);
    expect(last && last.x + last.width / 2).toBeCloseTo(640, 0);
  });
});

describe('a focused tile', () => {
  it('is larger than the strip of the others, and none covers another (property)', () => {
    fc.assert(
      fc.property(area, fc.integer({ min: 2, max: 16 }), (size, tiles) => {
        const rects = layoutFocus(size, tiles);
        expect(rects).toHaveLength(tiles);
        expect(rects.every((rect) => isInside(rect, size))).toBe(true);
        expectApart(rects);
        const [main, ...strip] = rects;
        expect(covered(main ? [main] : [])).toBeGreaterThan(covered(strip));
      }),
    );
  });

  it('has the whole area while it is alone', () => {
    expect(layoutFocus({ width: 800, height: 500 }, 1)).toEqual([{ x: 0, y: 0, width: 800, height: 500 }]);
  });

  it('has the others beside it in a low and wide area, below it in any other', () => {
    expect(layoutFocus({ width: 1_200, height: 400 }, 3)[0]?.height).toBe(400);
    expect(layoutFocus({ width: 1_200, height: 800 }, 3)[0]?.width).toBe(1_200);
  });
});
