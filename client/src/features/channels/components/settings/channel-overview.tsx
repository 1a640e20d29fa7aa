import { channelName, type Channel } from '@maru/contracts/http/chat/channels';
import { limits } from '@maru/contracts/limits';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { formatDuration } from '@/shared/i18n/format';
import { useDraft } from '@/shared/lib/use-draft';
import { Select } from '@/shared/ui/select';
import { TextArea, TextField } from '@/shared/ui/text-field';
import { UnsavedBar } from '@/shared/ui/unsaved-bar';
import { useUpdateChannel } from '../../api/channels';
import styles from './place-settings.module.css';

type Draft = Pick<Channel, 'name' | 'topic' | 'slowModeSeconds'>;

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
        {channel.type === 'voice' ? null : (
          <>
            <TextArea
              label={t('channels.topic')}
              placeholder={t('channels.topicHint')}
              rows={4}
              maxLength={limits.channelTopic.max}
              value={value.topic}
              onChange={(event) => set({ topic: event.target.value })}
            />
            <SlowModeSelect
              value={value.slowModeSeconds}
              onChange={(slowModeSeconds) => set({ slowModeSeconds })}
            />
          </>
        )}
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

const pauses = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600];

interface SlowModeProps {
  value: number;
  onChange: (seconds: number) => void;
}

const SlowModeSelect = ({ value, onChange }: SlowModeProps) => {
  const { t } = useTranslation();
  // The API takes any number of seconds.
  const offered = [...new Set([...pauses, ...(value > 0 ? [value] : [])])].toSorted((a, b) => a - b);
  return (
    <div className={styles.setting}>
      <Select
        label={t('channelSettings.slowMode')}
        value={String(value)}
        options={[
          { value: '0', label: t('channelSettings.slowModeOff') },
          ...offered.map((seconds) => ({ value: String(seconds), label: formatDuration(seconds) })),
        ]}
        onChange={(chosen) => onChange(Number(chosen))}
      />
      <p className={styles.hint}>{t('channelSettings.slowModeHint')}</p>
    </div>
  );
};
