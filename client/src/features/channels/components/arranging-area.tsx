import { DndContext, DragOverlay, useDraggable, type CollisionDetection } from '@dnd-kit/core';
import { useRef, type ReactNode } from 'react';
import { useDragSensors } from '@/shared/lib/use-drag-sensors';
import type { Held, Row } from '../model/layout';
import type { Arranging } from './use-arranging';

// `useArranging` announces moves itself, in both languages and for the keyboard, too.
const silent = () => undefined;
const accessibility = {
  announcements: {
    onDragStart: silent,
    onDragOver: silent,
    onDragEnd: silent,
    onDragCancel: silent,
  },
  screenReaderInstructions: { draggable: '' },
  restoreFocus: false,
};

/** Stops the click that ends a drag, or the browser would follow the link that was dragged. */
const swallowClick = (event: MouseEvent) => {
  event.preventDefault();
  event.stopPropagation();
};

interface RowUnder {
  row: Row;
  isBelow: boolean;
}

const rowOf = ({ dataset }: HTMLElement): Row =>
  // `rowProps` below wrote it.
  dataset.row === 'end' ? { kind: 'end' } : ({ kind: dataset.row, id: dataset.rowId } as Row);

/** The row at this height, or the nearest one. Measured on each call, as the list scrolls and changes under the pointer. */
const rowAt = (list: HTMLElement, y: number): RowUnder | undefined => {
  let nearest: { element: HTMLElement; rect: DOMRect; distance: number } | undefined;
  for (const element of list.querySelectorAll<HTMLElement>('[data-row]')) {
    const rect = element.getBoundingClientRect();
    const distance = Math.max(rect.top - y, y - rect.bottom, 0);
    if (!nearest || distance < nearest.distance) nearest = { element, rect, distance };
  }
  return (
    nearest && { row: rowOf(nearest.element), isBelow: y > (nearest.rect.top + nearest.rect.bottom) / 2 }
  );
};

/** The attributes that mark an element as a drop target. */
export const rowProps = (row: Row): Record<string, string> => ({
  'data-row': row.kind,
  ...(row.kind === 'end' ? {} : { 'data-row-id': row.id }),
});

interface ArrangingAreaProps {
  arranging: Arranging;
  /** The element that follows the pointer. */
  overlay: ReactNode;
  list: () => HTMLElement | null;
  children: ReactNode;
}

/** Lets the rows in it be dragged by pointer. */
export const ArrangingArea = ({ arranging, overlay, list, children }: ArrangingAreaProps) => {
  const pointerY = useRef(0);
  const sensors = useDragSensors();
  const trackPointer: CollisionDetection = ({ pointerCoordinates }) => {
    pointerY.current = pointerCoordinates?.y ?? pointerY.current;
    return [];
  };
  const finish = () => setTimeout(() => window.removeEventListener('click', swallowClick, true), 0);
  return (
    <DndContext
      sensors={sensors}
      accessibility={accessibility}
      collisionDetection={trackPointer}
      onDragStart={({ active }) => {
        window.addEventListener('click', swallowClick, true);
        // `useDragHandle` below gave it.
        arranging.pickUp(active.data.current as Held);
      }}
      onDragMove={() => {
        const element = list();
        const under = element && rowAt(element, pointerY.current);
        if (under) arranging.aim(under.row, under.isBelow);
      }}
      onDragEnd={() => {
        finish();
        arranging.drop();
      }}
      onDragCancel={() => {
        finish();
        arranging.cancel();
      }}
    >
      {children}
      <DragOverlay dropAnimation={null}>{overlay}</DragOverlay>
    </DndContext>
  );
};

/** The attributes that make an element draggable. */
export const useDragHandle = (held: Held) => {
  const { setNodeRef, listeners } = useDraggable({ id: `${held.kind}-${held.id}`, data: held });
  return { ref: setNodeRef, ...listeners };
};
