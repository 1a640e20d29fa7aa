import type { Message } from '@maru/contracts/socket/messages';
import { LogIn, NotebookPen, Trash2 } from 'lucide-react';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { PersonName } from '@/entities/person/components/person-name';
import { PersonPopover } from '@/entities/person/components/person-popover';
import { errorWords } from '@/shared/errors/error-words';
import { formatFull, formatTime } from '@/shared/i18n/format';
import { IconButton } from '@/shared/ui/icon-button';
import { deleteMessage } from '@/entities/channel/api/timelines';
import { MessageContributionsContext } from '@/entities/channel/components/message-contributions';
import styles from './system-message.module.css';

interface SystemMessageProps {
  message: Message;
  canManageMessages: boolean;
}

/** A message from the server about a member, by the member's current name. */
export const SystemMessage = ({ message, canManageMessages }: SystemMessageProps) => {
  const { t } = useTranslation();
  const { NoteCard } = use(MessageContributionsContext);
  const { channelId, seq, authorId, createdAt, noteCard } = message;
  const isNote = message.system === 'note-ended';
  const Icon = isNote ? NotebookPen : LogIn;
  const remove = () =>
    void deleteMessage(channelId, seq).catch((error: unknown) => toast.error(errorWords(t, error)));
  return (
    <article className={styles.system} id={`message-${seq}`}>
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      <p className={styles.text}>
        <b>
          <PersonPopover userId={authorId}>
            <PersonName userId={authorId} />
          </PersonPopover>
        </b>
        {t(isNote ? 'messages.noteEnded' : 'messages.memberJoined')}
      </p>
      <time className={styles.time} dateTime={createdAt} title={formatFull(createdAt)}>
        {formatTime(createdAt)}
      </time>
      {canManageMessages ? (
        <IconButton
          icon={Trash2}
          label={t('messages.delete')}
          isDanger
          className={styles.remove}
          onClick={remove}
        />
      ) : null}
      {isNote ? (
        <div className={styles.card}>
          <NoteCard card={noteCard} />
        </div>
      ) : null}
    </article>
  );
};
