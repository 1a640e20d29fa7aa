import { can } from '@maru/contracts/permissions';
import { userId as userIdSchema } from '@maru/contracts/primitives';
import type { Message } from '@maru/contracts/socket/messages';
import { Ban, Clock, Flag, UserMinus } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenServer } from '@/entities/server/components/open-server';
import { permissionsIn } from '@/entities/server/model/permissions';
import type { MenuItem } from '@/shared/ui/menu';
import { useModeration } from './moderation-context';

/** Returns the moderation entries of a message's menu. The dialogs refuse if the author outranks the viewer. */
export const useMessageActions = (): ((message: Message) => MenuItem[]) => {
  const { t } = useTranslation();
  const { openDialog } = useModeration();
  const detail = useOpenServer();
  const myId = detail.me.userId;
  const permissions = permissionsIn(detail);
  return useCallback(
    (message) => {
      if (message.authorId === myId || message.deletedAt) return [];
      const userId = userIdSchema.parse(message.authorId);
      return [
        {
          label: t('members.reportMessage'),
          icon: Flag,
          onSelect: () => openDialog({ kind: 'report-message', message }),
        },
        can(permissions, 'timeOutMembers') && {
          label: t('members.timeOutAuthor'),
          icon: Clock,
          onSelect: () => openDialog({ kind: 'timeOut', userId }),
        },
        can(permissions, 'kickMembers') && {
          label: t('members.kickAuthor'),
          icon: UserMinus,
          isDanger: true,
          onSelect: () => openDialog({ kind: 'kick', userId }),
        },
        can(permissions, 'banMembers') && {
          label: t('members.banAuthor'),
          icon: Ban,
          isDanger: true,
          onSelect: () => openDialog({ kind: 'ban', userId }),
        },
      ].filter((item) => item !== false);
    },
    [t, openDialog, myId, permissions],
  );
};
