import { useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { layoutFocus, layoutGrid, type Rect } from '../../model/tile-layout';
import type { Tile } from '../../model/tiles';
import { useSize } from '../use-size';
import styles from './stage.module.css';

interface StageProps {
  tiles: readonly Tile[];
  focused: Tile | undefined;
  renderTile: (tile: Tile, rect: Rect) => ReactNode;
}

/** Lays the tiles out in the room that there is. They keep their elements while they move, so no video starts anew. */
export const Stage = ({ tiles, focused, renderTile }: StageProps) => {
  const { t } = useTranslation();
  const element = useRef<HTMLUListElement>(null);
  const size = useSize(element);
  const rects = useMemo(() => {
    if (!size) return new Map<string, Rect>();
    const order = focused ? [focused, ...tiles.filter(({ id }) => id !== focused.id)] : tiles;
    const places = focused ? layoutFocus(size, order.length) : layoutGrid(size, order.length);
    return new Map(order.flatMap(({ id }, index) => (places[index] ? [[id, places[index]]] : [])));
  }, [size, tiles, focused]);
  return (
    <ul ref={element} className={styles.stage} aria-label={t('calls.room.tiles')}>
      {tiles.map((tile) => {
        const rect = rects.get(tile.id);
        return rect ? renderTile(tile, rect) : null;
      })}
    </ul>
  );
};
