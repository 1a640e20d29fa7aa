import type { TFunction } from 'i18next';
import { Clock, Pencil, RotateCw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { drafts } from '@/entities/channel/model/drafts';
import { PlansLink } from '@/entities/membership/components/plans-link';
import { ApiError, type ApiErrorCode } from '@/shared/api/api-error';
import { useConnection } from '@/shared/api/realtime';
import { errorWords } from '@/shared/errors/error-words';
import { useHasPassed } from '@/shared/lib/use-has-passed';
import { Button } from '@/shared/ui/button';
import { outboxOf } from '@/entities/channel/api/outbox';
import type { OutboxEntry } from '@/entities/channel/model/outbox';
import { MessageFrame } from './message-frame';
import { MessageText } from '@/entities/channel/components/message-text';
import styles from './pending-row.module.css';

interface PendingRowProps {
  entry: OutboxEntry;
  isGrouped: boolean;
}

/** Sending such a message again, unchanged, would end the same way. */
const needsRewriting: readonly (string | undefined)[] = ['MESSAGE_BLOCKED', 'MESSAGE_TOO_LONG'];

const blockingKinds = ['words', 'mentions'] as const;

const whyOf = (t: TFunction, { errorCode, errorDetail }: OutboxEntry): string => {
  const kind = blockingKinds.find((each) => each === errorDetail);
  if (errorCode === 'MESSAGE_BLOCKED' && kind) return t(`messages.blockedBy.${kind}`);
  const fields = { 'body.text': errorDetail ?? '' };
  // The outbox stores the code of an ApiError.
  return errorCode ? errorWords(t, new ApiError(errorCode as ApiErrorCode, { fields })) : '';
};

/** A message that takes longer than this is shown as waiting. */
const graceMs = 2_000;

/** Returns whether the message is held up: there is no connection, no answer, or earlier messages of the channel go first. */
const useIsWaiting = ({ createdAt }: OutboxEntry): boolean => {
  const isOffline = useConnection(({ status }) => status !== 'online');
  const isLate = useHasPassed(new Date(Date.parse(createdAt) + graceMs).toISOString());
  return isOffline || isLate;
};

/** A message that is being sent, or that failed. */
export const PendingRow = ({ entry, isGrouped }: PendingRowProps) => {
  const { t } = useTranslation();
  const outbox = outboxOf(entry.userId);
  const hasFailed = entry.state === 'failed';
  const isBlocked = needsRewriting.includes(entry.errorCode);
  // Save the text as a draft before discarding the entry.
  const rewrite = () => {
    drafts.append(entry.channelId, entry.body.text);
    void outbox.discard(entry.nonce);
  };
  const isWaiting = useIsWaiting(entry);
  return (
    <MessageFrame
      authorId={entry.userId}
      createdAt={entry.createdAt}
      isGrouped={isGrouped}
      className={hasFailed ? styles.failed : styles.sending}
      label={t(hasFailed ? 'messages.failed' : isWaiting ? 'messages.waiting' : 'messages.sending')}
    >
      <MessageText text={entry.body.text} />
      {isWaiting && !hasFailed ? (
        <div className={styles.waiting}>
          <Clock size={13} strokeWidth={2} aria-hidden="true" />
          <span>{t('messages.waiting')}</span>
          <button type="button" className={styles.cancel} onClick={() => void outbox.discard(entry.nonce)}>
            {t('common.cancel')}
          </button>
        </div>
      ) : null}
      {hasFailed ? (
        <div className={styles.actions} role="alert">
          <span>
            {t('messages.failed')} {whyOf(t, entry)}
          </span>
          {entry.errorCode === 'MESSAGE_TOO_LONG' ? <PlansLink /> : null}
          {isBlocked ? (
            <Button variant="secondary" onClick={rewrite}>
              <Pencil size={15} aria-hidden="true" />
              {t('messages.rewrite')}
            </Button>
          ) : (
            <Button variant="secondary" onClick={() => void outbox.retry(entry.nonce)}>
              <RotateCw size={15} aria-hidden="true" />
              {t('messages.retry')}
            </Button>
          )}
          <Button variant="ghost" onClick={() => void outbox.discard(entry.nonce)}>
            <Trash2 size={15} aria-hidden="true" />
            {t('messages.discard')}
          </Button>
        </div>
      ) : null}
    </MessageFrame>
  );
};
