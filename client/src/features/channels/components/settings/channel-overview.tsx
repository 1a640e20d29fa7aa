import { channelName, type Channel } from '@maru/contracts/http/chat/channels';
import { limits } from '@maru/contracts/limits';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useDraft } from '@/shared/lib/use-draft';
import { TextArea, TextField } from '@/shared/ui/text-field';
import { UnsavedBar } from '@/shared/ui/unsaved-bar';
import { useUpdateChannel } from '../../api/channels';
import { SlowModeSelect, UserLimitSelect } from './channel-limits';
import styles from './place-settings.module.css';

type Draft = Pick<Channel, 'name' | 'topic' | 'slowModeSeconds' | 'userLimit'>;

/** A channel's name, topic, slow mode and user limit. */
export const ChannelOverview = ({ channel }: { channel: Channel }) => {
  const { t } = useTranslation();
  const update = useUpdateChannel(channel.channelId);
  const { value, changes, isDirty, set, reset } = useDraft<Draft>(channel);
  const isNameValid = channelName.safeParse(value.name).success;
  const save = () =>
    update.mutate(changes, {
      onSuccess: () => {
        reset();
        toast.success(t('channelSettings.saved'));
      },
    });

  return (
    <>
      <div className={styles.form}>
        <TextField
          label={t('channels.name')}
          value={value.name}
          autoComplete="off"
          maxLength={limits.channelName.max}
          onChange={(event) => set({ name: event.target.value })}
          error={isNameValid ? undefined : t('channels.nameInvalid')}
        />
        {channel.type === 'voice' ? (
          <UserLimitSelect value={value.userLimit} onChange={(userLimit) => set({ userLimit })} />
        ) : (
          <TextArea
            label={t('channels.topic')}
            placeholder={t('channels.topicHint')}
            rows={4}
            maxLength={limits.channelTopic.max}
            value={value.topic}
            onChange={(event) => set({ topic: event.target.value })}
          />
        )}
        <SlowModeSelect
          value={value.slowModeSeconds}
          onChange={(slowModeSeconds) => set({ slowModeSeconds })}
        />
      </div>
      <UnsavedBar
        isDirty={isDirty}
        canSave={isNameValid}
        isSaving={update.isPending}
        onReset={reset}
        onSave={save}
      />
    </>
  );
};
