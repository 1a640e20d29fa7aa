import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { MembersSettings } from '@/features/members/components/table/members-settings';
import { useModeration } from '@/features/moderation/components/moderation-context';

/** All members of the server; moderation dialogs act on those that are selected. */
export const MembersSection = ({ detail }: { detail: ServerDetail }) => {
  const { openDialog } = useModeration();
  return (
    <MembersSettings
      detail={detail}
      onModerate={(kind, targets, onDone) => openDialog({ kind, targets, onDone })}
    />
  );
};
