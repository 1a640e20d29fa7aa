import { closestCenter, DndContext, type DragEndEvent } from '@dnd-kit/core';
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import type { Role } from '@maru/contracts/http/chat/roles';
import { GripVertical, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router-dom';
import { RoleName } from '@/entities/server/components/role-name';
import { useDragSensors } from '@/shared/lib/use-drag-sensors';
import { orderable, placeFor } from '../model/role-order';
import styles from './role-list.module.css';
import { useOrderAnnouncements } from './use-order-announcements';

const keyboard = { coordinateGetter: sortableKeyboardCoordinates };

interface RoleListProps {
  roles: Role[];
  openId: string | undefined;
  linkTo: (role: Role) => string;
  mayChange: (role: Role) => boolean;
  onMove: (role: Role, position: number) => void;
}

/** All roles from the highest down; the viewer orders those below their own by drag or by keyboard. @everyone stands apart, on top. */
export const RoleList = ({ roles, openId, linkTo, mayChange, onMove }: RoleListProps) => {
  const { t } = useTranslation();
  const sensors = useDragSensors(keyboard);
  const ordered = orderable(roles);
  const announcements = useOrderAnnouncements(ordered);
  const everyone = roles.find((role) => role.roleId === (role.serverId as string));
  const drop = ({ active, over }: DragEndEvent) => {
    const moved = roles.find((role) => role.roleId === active.id);
    const position =
      over && placeFor(roles, { roleId: String(active.id), overId: String(over.id), mayMove: mayChange });
    if (moved && position) onMove(moved, position);
  };

  return (
    <nav className={styles.list} aria-label={t('roles.list')}>
      {everyone ? (
        <EveryoneLink role={everyone} to={linkTo(everyone)} isOpen={openId === everyone.roleId} />
      ) : null}
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{ announcements, screenReaderInstructions: { draggable: t('roles.howToMove') } }}
        onDragEnd={drop}
      >
        <SortableContext items={ordered.map(({ roleId }) => roleId)} strategy={verticalListSortingStrategy}>
          <ul className={styles.rows}>
            {ordered.map((role) => (
              <RoleRow
                key={role.roleId}
                role={role}
                to={linkTo(role)}
                isOpen={role.roleId === openId}
                canMove={mayChange(role)}
              />
            ))}
          </ul>
        </SortableContext>
      </DndContext>
    </nav>
  );
};

interface RowProps {
  role: Role;
  to: string;
  isOpen: boolean;
}

const EveryoneLink = ({ role, to, isOpen }: RowProps) => {
  const { t } = useTranslation();
  const { state } = useLocation();
  return (
    <Link
      to={to}
      state={state}
      replace
      className={`${styles.row} ${styles.everyone}`}
      aria-current={isOpen ? 'true' : undefined}
    >
      <span className={styles.everyoneWords}>
        <RoleName {...role} name={t('roles.everyone')} />
        <small>{t('roles.everyoneText')}</small>
      </span>
    </Link>
  );
};

const RoleRow = ({ role, to, isOpen, canMove }: RowProps & { canMove: boolean }) => {
  const { t } = useTranslation();
  const { state } = useLocation();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id: role.roleId, disabled: { draggable: !canMove, droppable: !canMove } });
  return (
    <li
      ref={setNodeRef}
      className={styles.sortable}
      data-dragging={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <Link
        to={to}
        state={state}
        replace
        className={styles.row}
        aria-current={isOpen ? 'true' : undefined}
        title={role.name}
      >
        <RoleName {...role} />
      </Link>
      {canMove ? (
        <button
          {...attributes}
          {...listeners}
          ref={setActivatorNodeRef}
          type="button"
          className={styles.grip}
          aria-label={t('roles.reorder', { name: role.name })}
        >
          <GripVertical size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      ) : (
        <span className={styles.locked} title={t('roles.readOnly')}>
          <Lock size={14} strokeWidth={1.75} aria-hidden="true" />
        </span>
      )}
    </li>
  );
};
