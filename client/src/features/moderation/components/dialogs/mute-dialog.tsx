import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useMute } from '../../api/moderation';
import type { ModerationDialogProps } from '../../model/target';
import { ActionDialog } from './action-dialog';
import { ReasonField } from './reason-field';
import { useTargetName } from './use-target-name';

interface MuteDialogProps extends ModerationDialogProps {
  /** True to mute, false to unmute. */
  isMuting: boolean;
}

/** Mutes members in all voice channels, or unmutes them. */
export const MuteDialog = ({ serverId, targets, isMuting, refusal, onDone, onClose }: MuteDialogProps) => {
  const { t } = useTranslation();
  const who = useTargetName(targets);
  const mute = useMute(serverId, targets);
  const [reason, setReason] = useState('');
  const what = isMuting ? 'mute' : 'unmute';
  const submit = () =>
    mute.submit({ isMuted: isMuting, reason }, () => {
      toast.success(t(`moderation.${what}.done`, { who }));
      onDone?.();
      onClose();
    });
  return (
    <ActionDialog
      title={t(`moderation.${what}.title`, { who })}
      description={refusal ? undefined : t(`moderation.${what}.text`)}
      submitLabel={t(`moderation.${what}.submit`)}
      state={mute.state}
      refusal={refusal}
      onSubmit={submit}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
};
