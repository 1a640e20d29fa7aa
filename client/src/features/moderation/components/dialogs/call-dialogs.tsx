import type { Channel } from '@maru/contracts/http/chat/channels';
import type { ChannelId, UserId } from '@maru/contracts/primitives';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { usePerson } from '@/entities/person/api/use-person';
import { useOpenServer } from '@/entities/server/components/open-server';
import { Select } from '@/shared/ui/select';
import { useDisconnectFromCall, useMoveInCall } from '../../api/calls';
import { destinationsOf } from '../../model/call-moves';
import { ActionDialog } from './action-dialog';
import { useTargetName } from './use-target-name';

interface CallDialogProps {
  userId: UserId;
  /** The voice channel whose call the member is in. */
  channelId: ChannelId;
  onClose: () => void;
}

/** Ends a member's part in a call, once the viewer confirms it. */
export const DisconnectDialog = ({ userId, channelId, onClose }: CallDialogProps) => {
  const { t } = useTranslation();
  const { name } = usePerson(userId);
  const who = useTargetName([{ userId, name }]);
  const { mutate, isPending, error } = useDisconnectFromCall();
  const finish = () => {
    toast.success(t('moderation.disconnect.done', { who }));
    onClose();
  };
  return (
    <ActionDialog
      title={t('moderation.disconnect.title', { who })}
      description={t('moderation.disconnect.text')}
      submitLabel={t('moderation.disconnect.submit')}
      isDanger
      state={{ isBusy: isPending, error }}
      onSubmit={() => mutate({ channelId, userId }, { onSuccess: finish })}
      onClose={onClose}
    />
  );
};

const useDestinations = ({ userId, channelId }: CallDialogProps): Channel[] => {
  const detail = useOpenServer();
  const { member } = usePerson(userId);
  const from = detail.channels.find((channel) => channel.channelId === channelId);
  return member && from ? destinationsOf(detail, member, from) : [];
};

/** Moves a member into the call of another voice channel. */
export const MoveDialog = (props: CallDialogProps) => {
  const { userId, channelId, onClose } = props;
  const { t } = useTranslation();
  const { name } = usePerson(userId);
  const who = useTargetName([{ userId, name }]);
  const destinations = useDestinations(props);
  const [chosen, setChosen] = useState<string>();
  const to = destinations.find((channel) => channel.channelId === chosen) ?? destinations[0];
  const { mutate, isPending, error } = useMoveInCall();
  const finish = () => {
    toast.success(t('moderation.move.done', { who }));
    onClose();
  };
  return (
    <ActionDialog
      title={t('moderation.move.title', { who })}
      submitLabel={t('moderation.move.submit')}
      canSubmit={to !== undefined}
      state={{ isBusy: isPending, error }}
      onSubmit={() => to && mutate({ channelId, userId, toChannelId: to.channelId }, { onSuccess: finish })}
      onClose={onClose}
    >
      <Select
        label={t('moderation.move.to')}
        value={to?.channelId ?? ''}
        options={destinations.map((channel) => ({ value: channel.channelId, label: channel.name }))}
        onChange={setChosen}
      />
    </ActionDialog>
  );
};
