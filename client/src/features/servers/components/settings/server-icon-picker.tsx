import type { Server } from '@maru/contracts/http/chat/servers';
import { useTranslation } from 'react-i18next';
import { ServerIcon } from '@/entities/server/components/server-icon';
import { PicturePicker } from '@/shared/ui/picture-picker';
import { usePutServerIcon, useRemoveServerIcon } from '../../api/servers';

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
      preview={<ServerIcon server={server} size={88} />}
      hasPicture={server.iconUrl !== null}
      upload={usePutServerIcon(server.serverId)}
      remove={useRemoveServerIcon(server.serverId)}
    />
  );
};
