import { reportReasons, type ReportReason } from '@maru/contracts/http/chat/reports';
import { limits } from '@maru/contracts/limits';
import type { ChannelId, ServerId, UserId } from '@maru/contracts/primitives';
import { HeartHandshake } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIdempotencyKey } from '@/shared/lib/use-idempotency-key';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { RadioCards } from '@/shared/ui/radio-cards';
import { TextArea } from '@/shared/ui/text-field';
import { useCreateReport, type NewReport } from '../../api/reports';
import { ActionDialog } from './action-dialog';
import styles from './dialogs.module.css';

/** The reported message or member. */
export type ReportSubject =
  | { type: 'message'; channelId: ChannelId; seq: number; text: string; authorName: string }
  | { type: 'member'; userId: UserId; name: string };

interface ReportDialogProps {
  serverId: ServerId;
  subject: ReportSubject;
  onClose: () => void;
}

const targetOf = (subject: ReportSubject): NewReport['target'] =>
  subject.type === 'message'
    ? { type: 'message', channelId: subject.channelId, seq: subject.seq }
    : { type: 'member', userId: subject.userId };

/** Reports a message or a member to the server's moderators. */
export const ReportDialog = ({ serverId, subject, onClose }: ReportDialogProps) => {
  const { t } = useTranslation();
  const report = useCreateReport(serverId);
  const [reason, setReason] = useState<ReportReason>();
  const [note, setNote] = useState('');
  const keyOf = useIdempotencyKey();
  if (report.isSuccess) return <Thanks onClose={onClose} />;

  const submit = () => {
    if (!reason) return;
    const wish = { target: targetOf(subject), reason, note };
    report.mutate({ ...wish, idempotencyKey: keyOf(wish) });
  };
  const title =
    subject.type === 'message'
      ? t('moderation.report.messageTitle', { name: subject.authorName })
      : t('moderation.report.memberTitle', { name: subject.name });
  return (
    <ActionDialog
      title={title}
      description={t('moderation.report.text')}
      submitLabel={t('moderation.report.submit')}
      canSubmit={reason !== undefined}
      state={{ isBusy: report.isPending, error: report.error }}
      onSubmit={submit}
      onClose={onClose}
    >
      {subject.type === 'message' ? (
        <blockquote className={styles.quote} dir="auto">
          {subject.text}
        </blockquote>
      ) : null}
      <RadioCards
        label={t('moderation.report.reason')}
        value={reason}
        options={reportReasons.map((value) => ({
          value,
          label: t(`moderation.report.reasons.${value}`),
          text: t(`moderation.report.reasonTexts.${value}`),
        }))}
        onChange={setReason}
      />
      <TextArea
        label={t('moderation.report.note')}
        placeholder={t('moderation.report.notePlaceholder')}
        data-optional
        rows={3}
        maxLength={limits.reportNote.max}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </ActionDialog>
  );
};

const Thanks = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen
      title={t('moderation.report.thanks')}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('moderation.understood')}</Button>}
    >
      <div className={styles.thanks} role="status">
        <HeartHandshake size={44} strokeWidth={1.5} aria-hidden="true" />
        <p>{t('moderation.report.thanksText')}</p>
      </div>
    </Dialog>
  );
};
