import type { Message } from '@maru/contracts/socket/messages';
import { Copy, CheckSquare, MoreHorizontal, Pencil, Square, Trash2 } from 'lucide-react';
import { memo, use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { editMessage } from '@/entities/channel/api/timelines';
import { DeleteMessageDialog } from '@/entities/channel/components/delete-message-dialog';
import { MessageContributionsContext } from '@/entities/channel/components/message-contributions';
import { MessageEditor } from '@/entities/channel/components/message-editor';
import { useMe } from '@/shared/api/session-store';
import { errorWords } from '@/shared/errors/error-words';
import { formatFull } from '@/shared/i18n/format';
import { IconButton } from '@/shared/ui/icon-button';
import { Menu, type MenuItem } from '@/shared/ui/menu';
import type { LineRow } from '../model/lines';
import { LineFrame } from './line-frame';
import { LineText } from './line-text';
import styles from './note-line.module.css';
import { useInOpenNote } from './open-note';
import { TaskLine } from './task-line';

type StoredLine = Extract<LineRow, { kind: 'line' }>;

interface LineActions {
  edit: () => void;
  remove: () => void;
}

const useItems = (message: Message, { edit, remove }: LineActions): MenuItem[] => {
  const { t } = useTranslation();
  const isMine = useMe().userId === message.authorId;
  const { canWrite, canManage, taskOf, setTask } = useInOpenNote();
  const { actionsOf } = use(MessageContributionsContext);
  const task = taskOf(message);
  const copy = () =>
    void navigator.clipboard.writeText(message.body.text).then(() => toast.success(t('common.copied')));
  const taskItems: MenuItem[] = [
    ...(task
      ? []
      : [{ label: t('notes.tasks.make'), icon: CheckSquare, onSelect: () => setTask(message, {}) }]),
    ...(task?.isMade
      ? [{ label: t('notes.tasks.unmake'), icon: Square, onSelect: () => setTask(message, null) }]
      : []),
  ];
  return [
    ...(isMine && canWrite ? [{ label: t('notes.lines.edit'), icon: Pencil, onSelect: edit }] : []),
    ...(canWrite ? taskItems : []),
    { label: t('notes.lines.copy'), icon: Copy, onSelect: copy },
    ...(isMine || canManage
      ? [{ label: t('notes.lines.delete'), icon: Trash2, isDanger: true, onSelect: remove }]
      : []),
    ...actionsOf(message),
  ];
};

interface NoteLineProps {
  row: StoredLine;
  /** A search for it stands out. */
  marked?: string;
  isCurrentMatch?: boolean;
}

/** A stored line with its menu; an own one is edited in its place. */
export const NoteLine = memo(({ row, marked = '', isCurrentMatch = false }: NoteLineProps) => {
  const { t } = useTranslation();
  const { message } = row;
  const { channelId, seq, body } = message;
  const [isEditing, setIsEditing] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const items = useItems(message, { edit: () => setIsEditing(true), remove: () => setIsAsking(true) });
  const task = useInOpenNote().taskOf(message);

  const save = (text: string) => {
    setIsEditing(false);
    if (!text) return setIsAsking(true);
    if (text !== body.text)
      editMessage(channelId, seq, text).catch((error: unknown) => toast.error(errorWords(t, error)));
  };

  const tools = (
    <Menu items={items}>
      <IconButton icon={MoreHorizontal} label={t('notes.lines.actions')} className={styles.more} />
    </Menu>
  );
  return (
    <LineFrame
      authorId={row.authorId}
      createdAt={row.createdAt}
      isGrouped={row.isGrouped}
      id={`line-${seq}`}
      isCurrentMatch={isCurrentMatch}
      tools={isEditing ? null : tools}
    >
      {isEditing ? (
        <MessageEditor initialText={body.text} onSave={save} onCancel={() => setIsEditing(false)} />
      ) : task ? (
        <TaskLine message={message} task={task} marked={marked} />
      ) : (
        <LineText text={body.text} marked={marked} trailing={<Edited message={message} />} />
      )}
      {isAsking ? (
        <DeleteMessageDialog
          message={message}
          title={t('notes.lines.deleteTitle')}
          description={t('notes.lines.deleteText')}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </LineFrame>
  );
});

const Edited = ({ message: { editedAt } }: { message: Message }) => {
  const { t } = useTranslation();
  if (!editedAt) return null;
  return (
    <span className={styles.edited} title={formatFull(editedAt)}>
      {t('notes.lines.edited')}
    </span>
  );
};
