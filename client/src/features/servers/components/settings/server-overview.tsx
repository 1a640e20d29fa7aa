import { serverName, type Server, type ServerDetail } from '@maru/contracts/http/chat/servers';
import { countCharacters } from '@maru/contracts/graphemes';
import { limits } from '@maru/contracts/limits';
import type { ChannelId } from '@maru/contracts/primitives';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useDraft } from '@/shared/lib/use-draft';
import { Select } from '@/shared/ui/select';
import { TextArea, TextField } from '@/shared/ui/text-field';
import { UnsavedBar } from '@/shared/ui/unsaved-bar';
import { useUpdateServer } from '../../api/servers';
import { InvitePreview } from './invite-preview';
import { ServerIconPicker } from './server-icon-picker';
import styles from './server-overview.module.css';

type Draft = Pick<Server, 'name' | 'description' | 'systemChannelId'>;

/** A server's name and look, with a preview of its invite. */
export const ServerOverview = ({ detail }: { detail: ServerDetail }) => {
  const { server } = detail;
  const { t } = useTranslation();
  const update = useUpdateServer(server.serverId);
  const { value, changes, isDirty, set, reset } = useDraft<Draft>(server);
  const isNameValid = serverName.safeParse(value.name).success;
  const save = () =>
    update.mutate(changes, {
      onSuccess: () => {
        reset();
        toast.success(t('serverSettings.saved'));
      },
    });

  return (
    <>
      <div className={styles.columns}>
        <div className={styles.form}>
          <ServerIconPicker server={server} />
          <TextField
            label={t('servers.name')}
            value={value.name}
            autoComplete="off"
            maxLength={limits.serverName.max}
            onChange={(event) => set({ name: event.target.value })}
            error={isNameValid ? undefined : t('servers.nameInvalid')}
          />
          <TextArea
            label={t('serverSettings.overview.description')}
            placeholder={t('serverSettings.overview.descriptionHint')}
            rows={4}
            maxLength={limits.serverDescription.max}
            value={value.description}
            hint={t('serverSettings.overview.descriptionCount', {
              count: countCharacters(value.description),
              max: limits.serverDescription.max,
            })}
            onChange={(event) => set({ description: event.target.value })}
          />
          <SystemChannel
            detail={detail}
            value={value.systemChannelId}
            onChange={(systemChannelId) => set({ systemChannelId })}
          />
        </div>
        <InvitePreview server={{ ...server, name: value.name, description: value.description }} />
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

interface SystemChannelProps {
  detail: ServerDetail;
  value: ChannelId | null;
  onChange: (channelId: ChannelId | null) => void;
}

const SystemChannel = ({ detail, value, onChange }: SystemChannelProps) => {
  const { t } = useTranslation();
  const channels = detail.channels.filter(({ type }) => type !== 'voice');
  return (
    <div className={styles.setting}>
      <Select
        label={t('serverSettings.overview.systemChannel')}
        value={value ?? ''}
        options={[
          { value: '', label: t('serverSettings.overview.noSystemChannel') },
          ...channels.map(({ channelId, name }) => ({ value: channelId as string, label: `# ${name}` })),
        ]}
        onChange={(chosen) =>
          onChange(channels.find(({ channelId }) => channelId === chosen)?.channelId ?? null)
        }
      />
      <p className={styles.hint}>{t('serverSettings.overview.systemChannelHint')}</p>
    </div>
  );
};
