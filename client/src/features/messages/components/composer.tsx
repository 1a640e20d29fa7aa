import type { Channel } from '@maru/contracts/http/chat/channels';
import { limits } from '@maru/contracts/limits';
import { SendHorizontal, Timer } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/api/session-store';
import { formatClock, formatDuration } from '@/shared/i18n/format';
import { IconButton } from '@/shared/ui/icon-button';
import { outboxOf } from '../api/outbox';
import { readTimeline } from '../api/timelines';
import { drafts, useDraft } from '@/shared/model/drafts';
import { useEditing } from '../model/editing';
import styles from './composer.module.css';
import { useEnterToSend } from './use-enter-to-send';
import { useSlowModeLeft } from './use-slow-mode-left';
import { useTypeAnywhere } from './use-type-anywhere';

const showCountBelow = 200;

interface ComposerProps {
  channel: Channel;
  slowModeSeconds: number;
}

/** Where a message is written. What is typed survives switching channels, reloads and crashes. */
export const Composer = ({ channel, slowModeSeconds }: ComposerProps) => {
  const { t } = useTranslation();
  const { channelId } = channel;
  const me = useMe();
  const text = useDraft(channelId);
  const wait = useSlowModeLeft(channelId, slowModeSeconds);
  const field = useRef<HTMLTextAreaElement>(null);
  const startEditing = useEditing((state) => state.start);
  const left = limits.messageContent.max - text.trim().length;
  useTypeAnywhere(field);

  const change = (value: string) => drafts.set(channelId, value);

  const send = (value: string) => {
    const content = value.trim();
    if (!content || content.length > limits.messageContent.max || wait > 0) return;
    change('');
    void outboxOf(me.userId).add(channelId, content);
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

  // Grows with its text; measured from nothing, or it would never shrink.
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = '0';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send(text);
      }}
    >
      <div className={styles.box}>
        <textarea
          ref={field}
          className={styles.field}
          aria-label={t('messages.placeholder', { name: channel.name })}
          placeholder={t('messages.placeholder', { name: channel.name })}
          value={text}
          rows={1}
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
          disabled={!text.trim() || left < 0 || wait > 0}
        />
      </div>
      {slowModeSeconds > 0 ? <SlowModeHint everySeconds={slowModeSeconds} wait={wait} /> : null}
      {left < showCountBelow ? (
        <p className={left < 0 ? styles.over : styles.count} role="status">
          {left < 0 ? t('messages.tooLong', { count: -left }) : t('messages.left', { count: left })}
        </p>
      ) : null}
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
