import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can } from '@maru/contracts/permissions';
import { CheckCheck, Hash, Link2, LogOut, Settings, UserPlus } from 'lucide-react';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useServerDetails, useServers } from '@/entities/server/api/servers';
import { useChannelStates } from '@/entities/channel/api/channel-states';
import { isUnread, type ChannelStates } from '@/entities/channel/model/channel-states';
import { permissionsIn } from '@/entities/server/model/permissions';
import { markRead } from '@/entities/channel/api/timelines';
import { paths } from '@/shared/config/paths';
import type { MenuItem } from '@/shared/ui/menu';
import { sectionsFor } from '../routes/server-settings/sections';
import { ServerDialog, type ServerQuestion } from './server-dialog';
import { useOpenSettingsOf } from './use-open-settings';

const unreadIn = ({ channels }: ServerDetail, states: ChannelStates) =>
  channels.flatMap(({ channelId }) => {
    const state = states[channelId];
    return state && isUnread(state) ? [state] : [];
  });

const copy = (text: string, words: { done: string; failed: string }) =>
  navigator.clipboard.writeText(text).then(
    () => toast.success(words.done),
    () => toast.error(words.failed),
  );

/** The menu of each server in the rail, by the viewer's permissions there, and the dialog that it has opened. */
export const useServerMenu = (): { itemsOf: (serverId: string) => MenuItem[]; dialog: ReactNode } => {
  const { t } = useTranslation();
  const { data: servers = [] } = useServers();
  const { details } = useServerDetails(servers.map(({ serverId }) => serverId));
  const states = useChannelStates();
  const openSettings = useOpenSettingsOf();
  const [question, setQuestion] = useState<ServerQuestion>();
  const close = useCallback(() => setQuestion(undefined), []);

  const itemsOf = (serverId: string): MenuItem[] => {
    const detail = details.find(({ server }) => server.serverId === serverId);
    if (!detail) return [];
    const permissions = permissionsIn(detail);
    const unread = unreadIn(detail, states);
    const isOwner = detail.me.userId === detail.server.ownerId;
    const ask = (kind: ServerQuestion['kind']) => () => setQuestion({ kind, detail });
    const items: (MenuItem | false)[] = [
      unread.length > 0 && {
        label: t('servers.markRead'),
        icon: CheckCheck,
        onSelect: () =>
          unread.forEach(
            ({ channelId, newestSeq }) => void markRead(channelId, newestSeq).catch(() => undefined),
          ),
      },
      can(permissions, 'createInvite') && {
        label: t('servers.invite'),
        icon: UserPlus,
        onSelect: ask('invite'),
      },
      can(permissions, 'manageChannels') && {
        label: t('channels.create'),
        icon: Hash,
        onSelect: ask('channel'),
      },
      {
        label: t('servers.copyAddress'),
        icon: Link2,
        onSelect: () =>
          void copy(location.origin + paths.server.to(serverId), {
            done: t('common.copied'),
            failed: t('common.copyFailed'),
          }),
      },
      sectionsFor(detail).length > 0 && {
        label: t('servers.settings'),
        icon: Settings,
        onSelect: () => openSettings(serverId),
      },
      !isOwner && { label: t('servers.leave'), icon: LogOut, isDanger: true, onSelect: ask('leave') },
    ];
    return items.filter((item) => item !== false);
  };
  return { itemsOf, dialog: question ? <ServerDialog {...question} onClose={close} /> : null };
};
