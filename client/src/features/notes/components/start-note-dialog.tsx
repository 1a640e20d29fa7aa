import type { Channel } from '@maru/contracts/http/chat/channels';
import { limits } from '@maru/contracts/limits';
import { noteTopic } from '@maru/contracts/socket/notes';
import { useTranslation } from 'react-i18next';
import { NameDialog } from '@/shared/ui/name-dialog';
import { useStartNote } from '../api/notes';

export const isTopic = (topic: string): boolean => noteTopic.safeParse(topic).success;

/** Asks for the topic and starts the note of the call. */
export const StartNoteDialog = ({ channel, onClose }: { channel: Channel; onClose: () => void }) => {
  const { t } = useTranslation();
  const start = useStartNote(channel.channelId);
  return (
    <NameDialog
      title={t('notes.start.title')}
      description={t('notes.start.text')}
      label={t('notes.start.topic')}
      placeholder={t('notes.start.placeholder')}
      submitLabel={t('notes.start.action')}
      isValid={isTopic}
      invalidText={t('notes.start.invalid', { max: limits.noteTopic.max })}
      isBusy={start.isPending}
      error={start.error}
      onSubmit={(topic) => start.mutate(topic, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
};
