import { InviteCard } from '@/features/invites/components/invite-card';
import { inviteCodesIn } from '@/features/invites/model/invite-links';
import { useServers } from '@/entities/server/api/servers';

/** The invites that a message links to. */
export const InviteCards = ({ text }: { text: string }) => {
  const codes = inviteCodesIn(text, location.origin);
  return codes.map((code) => <KnownInvite key={code} code={code} />);
};

// Only messages with an invite follow the list of servers.
const KnownInvite = ({ code }: { code: string }) => {
  const { data: servers = [] } = useServers();
  return (
    <InviteCard
      code={code}
      isMemberOf={(serverId) => servers.some((server) => server.serverId === serverId)}
    />
  );
};
