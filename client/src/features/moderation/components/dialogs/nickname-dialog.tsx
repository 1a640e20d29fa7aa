import { nickname as nicknameSchema } from '@maru/contracts/http/user/profiles';
import type { ServerId } from '@maru/contracts/primitives';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { TextField } from '@/shared/ui/text-field';
import { useSetNickname } from '../../api/moderation';
import type { Refusal } from '../../model/verdict';
import type { Target } from '../../model/target';
import { ActionDialog } from './action-dialog';

interface NicknameDialogProps {
  serverId: ServerId;
  target: Target;
  /** The current nickname in the server; `null`: none. */
  nickname: string | null;
  profileName: string;
  isMe: boolean;
  refusal?: Refusal;
  onClose: () => void;
}

/** Changes a member's nickname in this server; an empty one restores the profile's name. */
export const NicknameDialog = ({
  serverId,
  target,
  nickname,
  profileName,
  isMe,
  refusal,
  onClose,
}: NicknameDialogProps) => {
  const { t } = useTranslation();
  const rename = useSetNickname(serverId, [target]);
  const [name, setName] = useState(nickname ?? '');
  const isEmpty = name.trim() === '';
  const isValid = isEmpty || nicknameSchema.safeParse(name).success;
  const submit = () =>
    rename.submit({ nickname: isEmpty ? null : name }, () => {
      toast.success(t('moderation.nickname.done'));
      onClose();
    });
  return (
    <ActionDialog
      title={isMe ? t('moderation.nickname.mine') : t('moderation.nickname.title', { name: target.name })}
      submitLabel={t('common.save')}
      canSubmit={isValid}
      state={rename.state}
      refusal={refusal}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('moderation.nickname.label')}
        hint={t('moderation.nickname.hint')}
        placeholder={profileName}
        autoComplete="off"
        value={name}
        error={isValid ? undefined : t('moderation.nickname.invalid')}
        onChange={(event) => setName(event.target.value)}
      />
    </ActionDialog>
  );
};
