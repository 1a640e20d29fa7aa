import type { Server } from '@maru/contracts/http/chat/servers';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { errorWords } from '@/shared/errors/error-words';
import { Avatar } from '@/shared/ui/avatar';
import { Button } from '@/shared/ui/button';
import { CropDialog } from '@/shared/ui/crop-dialog';
import { PictureInput } from '@/shared/ui/picture-input';
import { usePutServerIcon, useRemoveServerIcon } from '../../api/servers';
import styles from './server-overview.module.css';

/** The server's picture: choosing, cutting and sending it, or removing it. Done at once, without the bar. */
export const ServerIconPicker = ({ server }: { server: Server }) => {
  const { t } = useTranslation();
  const remove = useRemoveServerIcon(server.serverId);
  return (
    <div className={styles.picker}>
      <Avatar id={server.serverId} name={server.name} url={server.iconUrl} size={88} isSquare />
      <div className={styles.pickerText}>
        <b>{t('serverSettings.overview.icon')}</b>
        <span>{t('serverSettings.overview.iconHint')}</span>
        <div className={styles.pickerButtons}>
          <PictureInput label={t('serverSettings.overview.uploadIcon')}>
            {(url, close) => <SendIcon server={server} url={url} onClose={close} />}
          </PictureInput>
          {server.iconUrl ? (
            <Button
              variant="ghost"
              isBusy={remove.isPending}
              onClick={() =>
                remove.mutate(undefined, { onError: (error) => void toast.error(errorWords(t, error)) })
              }
            >
              {t('profiles.remove')}
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  );
};

const SendIcon = ({ server, url, onClose }: { server: Server; url: string; onClose: () => void }) => {
  const { t } = useTranslation();
  const upload = usePutServerIcon(server.serverId);
  return (
    <CropDialog
      shape="icon"
      title={t('serverSettings.overview.cropIcon')}
      url={url}
      isSending={upload.isPending}
      progress={upload.progress}
      error={upload.error}
      onSend={(picture) => upload.mutate(picture, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
};
