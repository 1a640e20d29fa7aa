/** A place on the stage, in whole pixels. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Area {
  width: number;
  height: number;
}

export const tileGap = 8;
const widest = 16 / 9;
/** Upright areas, as on phones, hold upright tiles: their cameras are upright too. */
const narrowestIn = ({ width, height }: Area): number => (width < height ? 3 / 4 : 1);

/** The largest size within the cell that keeps to the bounds of the ratio. */
const fit = (cell: Area, narrowest: number): Area => ({
  width: Math.floor(Math.min(cell.width, cell.height * widest)),
  height: Math.floor(Math.min(cell.height, cell.width / narrowest)),
});

const shareOf = (length: number, parts: number): number =>
  Math.max(0, (length - tileGap * (parts - 1)) / parts);

interface Grid {
  columns: number;
  tile: Area;
}

const gridOf = (area: Area, count: number, columns: number): Grid => {
  const cell = {
    width: shareOf(area.width, columns),
    height: shareOf(area.height, Math.ceil(count / columns)),
  };
  return { columns, tile: fit(cell, narrowestIn(area)) };
};

const sizeOf = ({ tile }: Grid): number => tile.width * tile.height;

const lengthOf = (size: number, parts: number): number => size * parts + tileGap * (parts - 1);

/** Places equal tiles in rows, as large as the area allows. The rows stand in the middle, the last one too. */
export const layoutGrid = (area: Area, count: number): Rect[] => {
  if (count === 0) return [];
  const grids = Array.from({ length: count }, (_, index) => gridOf(area, count, index + 1));
  const { columns, tile } = grids.reduce((best, grid) => (sizeOf(grid) > sizeOf(best) ? grid : best));
  const rows = Math.ceil(count / columns);
  const top = (area.height - lengthOf(tile.height, rows)) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = row < rows - 1 ? columns : count - row * columns;
    const left = (area.width - lengthOf(tile.width, inRow)) / 2;
    return {
      x: Math.floor(left + (index % columns) * (tile.width + tileGap)),
      y: Math.floor(top + row * (tile.height + tileGap)),
      ...tile,
    };
  });
};

const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(value, max));

const shift = (rects: Rect[], by: { x?: number; y?: number }): Rect[] =>
  rects.map((rect) => ({ ...rect, x: rect.x + (by.x ?? 0), y: rect.y + (by.y ?? 0) }));

/** Places one large tile, the first, and the others in a strip below it, or beside it if the area is low and wide. */
export const layoutFocus = (area: Area, count: number): Rect[] => {
  const { width, height } = area;
  if (count <= 1) return count === 1 ? [{ x: 0, y: 0, width, height }] : [];
  const others = count - 1;
  if (width > height * 2) {
    const strip = Math.floor(clamp(width * 0.2, 96, others > 4 ? 320 : 220));
    const main = width - strip - tileGap;
    return [
      { x: 0, y: 0, width: main, height },
      ...shift(layoutGrid({ width: strip, height }, others), { x: main + tileGap }),
    ];
  }
  const strip = Math.floor(clamp(height * 0.2, 64, others * 150 > width ? 200 : 120));
  const main = height - strip - tileGap;
  return [
    { x: 0, y: 0, width, height: main },
    ...shift(layoutGrid({ width, height: strip }, others), { y: main + tileGap }),
  ];
};
