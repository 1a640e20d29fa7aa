import { MemberPicker } from '@/entities/person/components/member-picker';
import { DeleteServer } from '@/features/servers/components/settings/delete-server';
import { TransferServer } from '@/features/servers/components/settings/transfer-server';
import { Person } from '@/entities/person/components/person-summary';
import type { SectionProps } from './sections';
import { useMemberName } from '@/entities/person/api/use-member-name';

/** What can't be undone. */
export const Component = ({ detail: { server } }: SectionProps) => {
  const nameOf = useMemberName();
  return (
    <>
      <TransferServer
        server={server}
        nameOf={nameOf}
        renderOwner={<Person userId={server.ownerId} />}
        renderPicker={(onPick, isLeftOut) => (
          <MemberPicker
            serverId={server.serverId}
            renderPerson={({ userId }) => <Person userId={userId} />}
            isLeftOut={isLeftOut}
            onPick={onPick}
          />
        )}
      />
      <DeleteServer server={server} />
    </>
  );
};
