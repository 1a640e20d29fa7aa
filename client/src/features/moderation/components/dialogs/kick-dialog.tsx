import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useKick } from '../../api/moderation';
import type { ModerationDialogProps } from '../../model/target';
import { ActionDialog } from './action-dialog';
import { ReasonField } from './reason-field';
import { useTargetName } from './use-target-name';

/** Removes members from the server; they may join again by invite. */
export const KickDialog = ({ serverId, targets, refusal, onDone, onClose }: ModerationDialogProps) => {
  const { t } = useTranslation();
  const who = useTargetName(targets);
  const kick = useKick(serverId, targets);
  const [reason, setReason] = useState('');
  const submit = () =>
    kick.submit({ reason }, () => {
      toast.success(t('moderation.kick.done', { who }));
      onDone?.();
      onClose();
    });
  return (
    <ActionDialog
      title={t('moderation.kick.title', { who })}
      description={refusal ? undefined : t('moderation.kick.text')}
      submitLabel={t('moderation.kick.submit')}
      isDanger
      state={kick.state}
      refusal={refusal}
      onSubmit={submit}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
};
