import type { Message } from '@maru/contracts/socket/messages';
import { limits } from '@maru/contracts/limits';
import { Copy, Download, MoreHorizontal, Pencil, Printer, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { IconButton } from '@/shared/ui/icon-button';
import { Menu, type MenuItem } from '@/shared/ui/menu';
import { NameDialog } from '@/shared/ui/name-dialog';
import { useDeleteNote, useRenameNote } from '../api/notes';
import styles from './document-tools.module.css';
import { EndNoteDialog } from './end-note-dialog';
import { FindField } from './find-field';
import { useInOpenNote } from './open-note';
import { isTopic } from './start-note-dialog';
import { useExport } from './use-export';
import type { Find } from './use-find';

interface DocumentToolsProps {
  messages: readonly Message[];
  find: Find;
  onGone: () => void;
}

type Asking = 'rename' | 'end' | 'remove';

/** Finding, printing and exporting a document, and changing it as a whole. */
export const DocumentTools = ({ messages, find, onGone }: DocumentToolsProps) => {
  const { t } = useTranslation();
  const { note, canSteer, canManage } = useInOpenNote();
  const { copy, save } = useExport(messages);
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  const items: MenuItem[] = [
    { label: t('notes.document.copy'), icon: Copy, onSelect: copy },
    { label: t('notes.document.download'), icon: Download, onSelect: save },
    ...(canSteer
      ? [
          {
            label: t('notes.rename.action'),
            icon: Pencil,
            isApart: true,
            onSelect: () => setAsking('rename'),
          },
        ]
      : []),
    ...(canSteer && !note.endedAt
      ? [{ label: t('notes.end.action'), icon: Square, onSelect: () => setAsking('end') }]
      : []),
    ...(canManage
      ? [
          {
            label: t('notes.remove.action'),
            icon: Trash2,
            isDanger: true,
            onSelect: () => setAsking('remove'),
          },
        ]
      : []),
  ];
  return (
    <div className={styles.tools}>
      <FindField find={find} />
      <div className={styles.actions}>
        <IconButton icon={Printer} label={t('notes.document.print')} onClick={() => window.print()} />
        <Menu items={items}>
          <IconButton icon={MoreHorizontal} label={t('notes.document.more')} />
        </Menu>
      </div>
      {asking === 'rename' ? <RenameNote onClose={close} /> : null}
      {asking === 'end' ? <EndNoteDialog note={note} onClose={close} /> : null}
      {asking === 'remove' ? <RemoveNote onClose={close} onGone={onGone} /> : null}
    </div>
  );
};

const RenameNote = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const { note } = useInOpenNote();
  const rename = useRenameNote(note);
  return (
    <NameDialog
      title={t('notes.rename.title')}
      label={t('notes.start.topic')}
      submitLabel={t('notes.rename.submit')}
      initialName={note.topic}
      isValid={isTopic}
      invalidText={t('notes.start.invalid', { max: limits.noteTopic.max })}
      isBusy={rename.isPending}
      error={rename.error}
      onSubmit={(topic) => rename.mutate(topic, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
};

const RemoveNote = ({ onClose, onGone }: { onClose: () => void; onGone: () => void }) => {
  const { t } = useTranslation();
  const { note } = useInOpenNote();
  const remove = useDeleteNote(note, () => {
    toast.success(t('notes.remove.done'));
    onGone();
  });
  return (
    <ConfirmDialog
      isOpen
      title={t('notes.remove.title', { topic: note.topic })}
      description={t('notes.remove.text')}
      confirmLabel={t('common.delete')}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  );
};
