import { SendHorizontal } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { outboxOf } from '@/entities/channel/api/outbox';
import {
  charactersLeft,
  LengthNote,
  MessageField,
  sendableText,
  useTextMax,
} from '@/entities/channel/components/message-field';
import { useEnterToSend } from '@/entities/channel/components/use-enter-to-send';
import { drafts, useDraft } from '@/entities/channel/model/drafts';
import { useConnection } from '@/shared/api/realtime';
import { useMe } from '@/shared/api/session-store';
import { IconButton } from '@/shared/ui/icon-button';
import styles from './line-field.module.css';
import { useInOpenNote } from './open-note';

/** The field in which a line is typed. Unsent text survives a reload. */
export const LineField = () => {
  const { t } = useTranslation();
  const { noteId } = useInOpenNote().note;
  const { userId } = useMe();
  const text = useDraft(noteId);
  const max = useTextMax();
  const field = useRef<HTMLTextAreaElement>(null);
  const isOffline = useConnection(({ status }) => status !== 'online');

  const send = (value: string) => {
    const sendable = sendableText(value, max);
    if (!sendable) return;
    drafts.set(noteId, '');
    void outboxOf(userId).add(noteId, { text: sendable });
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        send(text);
      }}
    >
      {isOffline ? (
        <p className={styles.offline} role="status">
          {t('notes.lines.offline')}
        </p>
      ) : null}
      <div className={styles.box}>
        <MessageField
          field={field}
          className={styles.field}
          label={t('notes.lines.field')}
          placeholder={t('notes.lines.placeholder')}
          value={text}
          enterKeyHint="send"
          onChange={(event) => drafts.set(noteId, event.target.value)}
          {...useEnterToSend(send)}
        />
        <IconButton
          type="submit"
          icon={SendHorizontal}
          label={t('notes.lines.send')}
          className={styles.send}
          disabled={text.trim() === '' || charactersLeft(text, max) < 0}
        />
      </div>
      <LengthNote text={text} max={max} />
    </form>
  );
};
