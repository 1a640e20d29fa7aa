import type { Message } from '@maru/contracts/socket/messages';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { errorWords } from '@/shared/errors/error-words';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { deleteMessage } from '../api/timelines';
import styles from './delete-message-dialog.module.css';

interface DeleteMessageDialogProps {
  message: Message;
  title: string;
  description: string;
  onClose: () => void;
}

/** Asks before it deletes a message of any conversation; stays open if that fails. */
export const DeleteMessageDialog = ({ message, onClose, ...words }: DeleteMessageDialogProps) => {
  const { t } = useTranslation();
  const [isBusy, setIsBusy] = useState(false);
  const remove = () => {
    setIsBusy(true);
    deleteMessage(message.channelId, message.seq).then(onClose, (error: unknown) => {
      setIsBusy(false);
      toast.error(errorWords(t, error));
    });
  };
  return (
    <ConfirmDialog
      isOpen
      {...words}
      confirmLabel={t('common.delete')}
      isBusy={isBusy}
      onConfirm={remove}
      onClose={onClose}
    >
      <blockquote className={styles.quote}>{message.body.text}</blockquote>
    </ConfirmDialog>
  );
};
