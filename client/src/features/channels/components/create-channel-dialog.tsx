import type { ChannelType } from '@maru/contracts/channel-type';
import { channelName } from '@maru/contracts/http/chat/channels';
import type { CategoryId, ServerId } from '@maru/contracts/primitives';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NameDialog } from '@/shared/ui/name-dialog';
import { Segmented } from '@/shared/ui/segmented';
import { useCreateChannel } from '../api/channels';

interface CreateChannelDialogProps {
  serverId: ServerId;
  categoryId: CategoryId | null;
  onClose: () => void;
}

export const CreateChannelDialog = ({ serverId, categoryId, onClose }: CreateChannelDialogProps) => {
  const { t } = useTranslation();
  const create = useCreateChannel(serverId);
  const [type, setType] = useState<ChannelType>('text');
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  return (
    <NameDialog
      title={t('channels.create')}
      label={t('channels.name')}
      submitLabel={t('channels.create')}
      isValid={(name) => channelName.safeParse(name).success}
      invalidText={t('channels.nameInvalid')}
      isBusy={create.isPending}
      error={create.error}
      onSubmit={(name) =>
        create.mutate(
          { name, type, categoryId, idempotencyKey: `${type}-${idempotencyKey}` },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <Segmented
        label={t('channels.type')}
        value={type}
        onChange={setType}
        options={[
          { value: 'text', label: t('channels.text') },
          { value: 'voice', label: t('channels.voice') },
        ]}
      />
    </NameDialog>
  );
};
