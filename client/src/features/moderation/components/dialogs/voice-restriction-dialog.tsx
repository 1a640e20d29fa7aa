import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useDeafen, useMute } from '../../api/moderation';
import type { ModerationDialogProps } from '../../model/target';
import { ActionDialog } from './action-dialog';
import { ReasonField } from './reason-field';
import { useTargetName } from './use-target-name';

interface VoiceRestrictionDialogProps extends ModerationDialogProps {
  action: 'mute' | 'unmute' | 'deafen' | 'undeafen';
}

/** Mutes or deafens members in all voice channels, or lifts that. */
export const VoiceRestrictionDialog = ({ action, ...props }: VoiceRestrictionDialogProps) => {
  const { serverId, targets, refusal, onDone, onClose } = props;
  const { t } = useTranslation();
  const who = useTargetName(targets);
  const mute = useMute(serverId, targets);
  const deafen = useDeafen(serverId, targets);
  const [reason, setReason] = useState('');
  const finish = () => {
    toast.success(t(`moderation.${action}.done`, { who }));
    onDone?.();
    onClose();
  };
  const isMute = action === 'mute' || action === 'unmute';
  const submit = () =>
    isMute
      ? mute.submit({ isMuted: action === 'mute', reason }, finish)
      : deafen.submit({ isDeafened: action === 'deafen', reason }, finish);
  return (
    <ActionDialog
      title={t(`moderation.${action}.title`, { who })}
      description={refusal ? undefined : t(`moderation.${action}.text`)}
      submitLabel={t(`moderation.${action}.submit`)}
      state={(isMute ? mute : deafen).state}
      refusal={refusal}
      onSubmit={submit}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
};
