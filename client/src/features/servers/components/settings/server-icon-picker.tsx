import type { Server } from '@maru/contracts/http/chat/servers';
import { useTranslation } from 'react-i18next';
import { Avatar } from '@/shared/ui/avatar';
import { PicturePicker } from '@/shared/ui/picture-picker';
import { usePutServerIcon, useRemoveServerIcon } from '@/entities/server/api/servers';

/** The server's picture. It is changed at once, without the bar. */
export const ServerIconPicker = ({ server }: { server: Server }) => {
  const { t } = useTranslation();
  return (
    <PicturePicker
      shape="icon"
      words={{
        title: t('serverSettings.overview.icon'),
        hint: t('serverSettings.overview.iconHint'),
        upload: t('serverSettings.overview.uploadIcon'),
        crop: t('serverSettings.overview.cropIcon'),
      }}
      preview={<Avatar id={server.serverId} name={server.name} url={server.iconUrl} size={88} isSquare />}
      hasPicture={server.iconUrl !== null}
      upload={usePutServerIcon(server.serverId)}
      remove={useRemoveServerIcon(server.serverId)}
    />
  );
};
