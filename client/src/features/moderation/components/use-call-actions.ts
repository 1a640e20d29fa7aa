import type { Member } from '@maru/contracts/http/chat/members';
import { ArrowRightLeft, PhoneOff } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenServer } from '@/entities/server/components/open-server';
import type { MenuItem } from '@/shared/ui/menu';
import { destinationsOf, movableFrom, type Rooms } from '../model/call-moves';
import { useModeration } from './moderation-context';

/** Returns a function that lists what the viewer may do to a member of one of these calls. */
export const useCallActions = (rooms: Rooms): ((member: Member) => MenuItem[]) => {
  const { t } = useTranslation();
  const detail = useOpenServer();
  const { openDialog } = useModeration();
  return useCallback(
    (member) => {
      const from = movableFrom(detail, rooms, member);
      if (!from) return [];
      const part = { userId: member.userId, channelId: from.channelId };
      const disconnect: MenuItem = {
        label: t('moderation.disconnect.action'),
        icon: PhoneOff,
        onSelect: () => openDialog({ kind: 'disconnect', ...part }),
      };
      const move: MenuItem = {
        label: t('moderation.move.action'),
        icon: ArrowRightLeft,
        onSelect: () => openDialog({ kind: 'move', ...part }),
      };
      return destinationsOf(detail, member, from).length > 0 ? [move, disconnect] : [disconnect];
    },
    [t, detail, rooms, openDialog],
  );
};
