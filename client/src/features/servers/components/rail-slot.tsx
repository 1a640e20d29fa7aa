import { useDndContext, useDroppable } from '@dnd-kit/core';
import type { RailEntry } from '@maru/contracts/http/chat/rail';
import { slotId, type DragData, type DropData } from './rail-drag';
import { isIdle, type RailSlot } from '../model/rail-moves';
import styles from './server-rail.module.css';

interface RailSlotViewProps {
  slot: RailSlot;
  entries: readonly RailEntry[];
}

/** A place that takes what is dragged; a line, or a ring around an entry, while something hangs above it. */
export const RailSlotView = ({ slot, entries }: RailSlotViewProps) => {
  const { active } = useDndContext();
  // Every draggable of the rail carries it.
  const dragged = active?.data.current as DragData | undefined;
  const data: DropData = { slot };
  const isDisabled = !dragged || (slot.type !== 'before' && isIdle(entries, dragged.item, slot));
  const { setNodeRef, isOver } = useDroppable({ id: slotId(slot), data, disabled: isDisabled });
  return (
    <span
      ref={setNodeRef}
      className={slot.type === 'onto' ? styles.onto : styles.between}
      data-over={(isOver && !isDisabled) || undefined}
      aria-hidden="true"
    />
  );
};
