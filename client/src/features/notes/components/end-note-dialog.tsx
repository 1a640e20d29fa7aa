import type { MeetingNote } from '@maru/contracts/socket/notes';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { useEndNote } from '../api/notes';

export const EndNoteDialog = ({ note, onClose }: { note: MeetingNote; onClose: () => void }) => {
  const { t } = useTranslation();
  const end = useEndNote(note);
  return (
    <ConfirmDialog
      isOpen
      title={t('notes.end.title', { topic: note.topic })}
      description={t('notes.end.text')}
      confirmLabel={t('notes.end.confirm')}
      isBusy={end.isPending}
      onConfirm={() => end.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
};
