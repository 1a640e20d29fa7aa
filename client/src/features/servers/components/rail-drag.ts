import { KeyboardCode, type KeyboardCoordinateGetter } from '@dnd-kit/core';
import type { RailItem, RailSlot } from '../model/rail-moves';
import { keyOf } from '../model/rail-moves';

/** The data of the rail's draggables and droppables. */
export interface DragData {
  item: RailItem;
}
export interface DropData {
  slot: RailSlot;
}

export const slotId = (slot: RailSlot): string =>
  slot.type === 'inside'
    ? `inside:${slot.folderId}:${slot.before ?? 'end'}`
    : `${slot.type}:${slot.entry ? keyOf(slot.entry) : 'end'}`;

const middleOf = ({ top, height }: { top: number; height: number }) => top + height / 2;
const steps: Record<string, number> = { [KeyboardCode.Up]: -1, [KeyboardCode.Down]: 1 };

/** Arrows go from the slot that the dragged item is over to the next one, onto other entries and into open folders, too. */
export const toNextSlot: KeyboardCoordinateGetter = (event, { currentCoordinates, context }) => {
  const step = steps[event.code];
  const { collisionRect, droppableContainers, droppableRects, over } = context;
  if (!step || !collisionRect) return undefined;
  event.preventDefault();
  const distances = droppableContainers
    .getEnabled()
    .filter(({ id }) => id !== over?.id)
    .map(({ id }) => droppableRects.get(id))
    .map((rect) => (rect ? (middleOf(rect) - middleOf(collisionRect)) * step : 0))
    .filter((distance) => distance > 1);
  if (distances.length === 0) return undefined;
  return { x: currentCoordinates.x, y: currentCoordinates.y + Math.min(...distances) * step };
};
