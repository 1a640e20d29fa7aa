import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { RadioCards } from '@/shared/ui/radio-cards';
import { Select } from '@/shared/ui/select';
import { useBan } from '../../api/moderation';
import { banSpans, purgeSpans, type BanSpan, type PurgeSpan } from '../../model/spans';
import type { ModerationDialogProps } from '../../model/target';
import { ActionDialog } from './action-dialog';
import { ReasonField } from './reason-field';
import { useTargetName } from './use-target-name';

// Object.keys loses the literal types that the objects have.
const spans = Object.keys(banSpans) as BanSpan[];
const purges = Object.keys(purgeSpans) as PurgeSpan[];

/** Bans members, and optionally deletes their recent messages. */
export const BanDialog = ({ serverId, targets, refusal, onDone, onClose }: ModerationDialogProps) => {
  const { t } = useTranslation();
  const who = useTargetName(targets);
  const ban = useBan(serverId, targets);
  const [span, setSpan] = useState<BanSpan>('forever');
  const [purge, setPurge] = useState<PurgeSpan>('nothing');
  const [reason, setReason] = useState('');
  const submit = () =>
    ban.submit({ reason, seconds: banSpans[span], purgeSeconds: purgeSpans[purge] }, () => {
      toast.success(t('moderation.ban.done', { who }));
      onDone?.();
      onClose();
    });
  return (
    <ActionDialog
      title={t('moderation.ban.title', { who })}
      description={refusal ? undefined : t('moderation.ban.text')}
      submitLabel={t('moderation.ban.submit')}
      isDanger
      state={ban.state}
      refusal={refusal}
      onSubmit={submit}
      onClose={onClose}
    >
      <RadioCards
        label={t('moderation.duration')}
        isCompact
        value={span}
        options={spans.map((value) => ({ value, label: t(`moderation.ban.spans.${value}`) }))}
        onChange={setSpan}
      />
      <Select
        label={t('moderation.ban.purge')}
        value={purge}
        options={purges.map((value) => ({ value, label: t(`moderation.ban.purges.${value}`) }))}
        // Its options are the keys above.
        onChange={(value) => setPurge(value as PurgeSpan)}
      />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
};
