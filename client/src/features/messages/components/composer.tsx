import type { Channel } from '@maru/contracts/http/chat/channels';
import { SendHorizontal, Timer } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { drafts, useDraft } from '@/entities/channel/model/drafts';
import { useMe } from '@/shared/api/session-store';
import { formatClock, formatDuration } from '@/shared/i18n/format';
import { IconButton } from '@/shared/ui/icon-button';
import { outboxOf } from '@/entities/channel/api/outbox';
import { readTimeline } from '@/entities/channel/api/timelines';
import { useEditing } from '../model/editing';
import styles from './composer.module.css';
import {
  charactersLeft,
  LengthNote,
  MessageField,
  sendableText,
  useTextMax,
} from '@/entities/channel/components/message-field';
import { useEnterToSend } from '@/entities/channel/components/use-enter-to-send';
import { channelTitle } from '@/entities/channel/model/channel-title';
import { useSlowModeLeft } from './use-slow-mode-left';
import { useTypeAnywhere } from './use-type-anywhere';

interface ComposerProps {
  channel: Channel;
  slowModeSeconds: number;
}

/** The field in which a message is written. Drafts survive switching channels, reloads and crashes. */
export const Composer = ({ channel, slowModeSeconds }: ComposerProps) => {
  const { t } = useTranslation();
  const { channelId } = channel;
  const me = useMe();
  const text = useDraft(channelId);
  const max = useTextMax();
  const wait = useSlowModeLeft(channelId, slowModeSeconds);
  const field = useRef<HTMLTextAreaElement>(null);
  const startEditing = useEditing((state) => state.start);
  const mayTryToSend = text.trim() !== '' && charactersLeft(text, max) >= 0 && wait === 0;
  useTypeAnywhere(field);

  const change = (value: string) => drafts.set(channelId, value);

  const send = (value: string) => {
    const sendable = sendableText(value, max);
    if (!sendable || wait > 0) return;
    change('');
    void outboxOf(me.userId).add(channelId, { text: sendable });
  };

  const enter = useEnterToSend(send);

  const editLast = () => {
    const own = readTimeline(channelId)?.messages.filter(
      (message) => message.authorId === me.userId && !message.deletedAt,
    );
    const last = own?.at(-1);
    if (last) startEditing(last);
  };

  const handleKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'ArrowUp' && !text && !event.nativeEvent.isComposing) {
      event.preventDefault();
      return editLast();
    }
    enter.onKeyDown(event);
  };

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send(text);
      }}
    >
      <div className={styles.box}>
        <MessageField
          field={field}
          className={styles.field}
          label={t('messages.placeholder', { name: channelTitle(channel) })}
          placeholder={t('messages.placeholder', { name: channelTitle(channel) })}
          value={text}
          enterKeyHint="send"
          onChange={(event) => change(event.target.value)}
          {...enter}
          onKeyDown={handleKeyDown}
        />
        <IconButton
          type="submit"
          icon={SendHorizontal}
          label={t('messages.send')}
          className={styles.send}
          disabled={!mayTryToSend}
        />
      </div>
      {slowModeSeconds > 0 ? <SlowModeHint everySeconds={slowModeSeconds} wait={wait} /> : null}
      <LengthNote text={text} max={max} />
    </form>
  );
};

interface SlowModeHintProps {
  everySeconds: number;
  /** Seconds until the next message. */
  wait: number;
}

const SlowModeHint = ({ everySeconds, wait }: SlowModeHintProps) => {
  const { t } = useTranslation();
  return (
    <p className={styles.slow} role="timer" data-waiting={wait > 0 || undefined}>
      <Timer size={14} strokeWidth={2} aria-hidden="true" />
      {wait > 0
        ? t('messages.slowModeWait', { time: formatClock(wait) })
        : t('messages.slowMode', { time: formatDuration(everySeconds) })}
    </p>
  );
};
