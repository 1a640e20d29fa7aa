import type { Message } from '@maru/contracts/socket/messages';
import { Copy, Pencil, Trash2 } from 'lucide-react';
import { memo, use, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useMe } from '@/shared/api/session-store';
import { errorWords } from '@/shared/errors/error-words';
import { formatFull } from '@/shared/i18n/format';
import type { MenuItem } from '@/shared/ui/menu';
import { editMessage } from '@/entities/channel/api/timelines';
import { MessageContributionsContext } from '@/entities/channel/components/message-contributions';
import { DeleteMessageDialog } from '@/entities/channel/components/delete-message-dialog';
import { useEditing } from '../model/editing';
import { MessageActions } from './message-actions';
import { MessageEditor } from '@/entities/channel/components/message-editor';
import { MessageFrame } from './message-frame';
import styles from './message-row.module.css';
import { MessageText } from '@/entities/channel/components/message-text';

interface MessageRowProps {
  message: Message;
  isGrouped: boolean;
  canManageMessages: boolean;
  /** The address leads to this message. */
  standsOut: boolean;
}

/** The reader's own entries of a message's menu. */
const useActions = (message: Message, canManageMessages: boolean, askDelete: () => void): MenuItem[] => {
  const { t } = useTranslation();
  const isMine = useMe().userId === message.authorId;
  const start = useEditing((state) => state.start);
  if (message.deletedAt) return [];
  const copy = () =>
    void navigator.clipboard.writeText(message.body.text).then(() => toast.success(t('common.copied')));
  return [
    ...(isMine ? [{ label: t('messages.edit'), icon: Pencil, onSelect: () => start(message) }] : []),
    { label: t('messages.copyText'), icon: Copy, onSelect: copy },
    ...(isMine || canManageMessages
      ? [{ label: t('messages.delete'), icon: Trash2, isDanger: true, onSelect: askDelete }]
      : []),
  ];
};

/** One message with its menu. */
export const MessageRow = memo(({ message, isGrouped, canManageMessages, standsOut }: MessageRowProps) => {
  const { t } = useTranslation();
  const [isAsking, setIsAsking] = useState(false);
  const own = useActions(message, canManageMessages, () => setIsAsking(true));
  const { actionsOf } = use(MessageContributionsContext);
  const items = [...own, ...actionsOf(message)];
  const isEditing = useEditing((state) => state.channelId === message.channelId && state.seq === message.seq);
  const stop = useEditing((state) => state.stop);

  const save = (text: string) => {
    stop();
    if (!text) return setIsAsking(true);
    if (text !== message.body.text) {
      editMessage(message.channelId, message.seq, text).catch((error: unknown) =>
        toast.error(errorWords(t, error)),
      );
    }
  };

  const frame = (controls: ReactNode) => (
    <MessageFrame
      seq={message.seq}
      authorId={message.authorId}
      createdAt={message.createdAt}
      isGrouped={isGrouped}
      standsOut={standsOut}
    >
      <MessageBody message={message} isEditing={isEditing} onSave={save} onCancel={stop} />
      {controls}
    </MessageFrame>
  );
  return (
    <>
      {items.length > 0 && !isEditing ? (
        <MessageActions own={own} items={items} render={frame} />
      ) : (
        <div>{frame(null)}</div>
      )}
      {isAsking ? (
        <DeleteMessageDialog
          message={message}
          title={t('messages.deleteTitle')}
          description={t('messages.deleteText')}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </>
  );
});

interface MessageBodyProps {
  message: Message;
  isEditing: boolean;
  onSave: (text: string) => void;
  onCancel: () => void;
}

const MessageBody = ({ message, isEditing, onSave, onCancel }: MessageBodyProps) => {
  const { t } = useTranslation();
  const { LinkCards } = use(MessageContributionsContext);
  if (message.deletedAt) return <p className={styles.tombstone}>{t('messages.deleted')}</p>;
  if (isEditing) return <MessageEditor initialText={message.body.text} onSave={onSave} onCancel={onCancel} />;
  const edited = message.editedAt ? (
    <span className={styles.edited} title={t('messages.editedAt', { time: formatFull(message.editedAt) })}>
      {t('messages.edited')}
    </span>
  ) : null;
  return (
    <>
      <MessageText text={message.body.text} trailing={edited} />
      <LinkCards text={message.body.text} />
    </>
  );
};
