import { ServerEmailInvites } from '@/features/invites/components/server-email-invites';
import { PersonName } from '@/entities/person/components/person-name';
import { InviteButton } from './invite-button';
import type { SectionProps } from './sections';

const renderName = (userId: string) => <PersonName userId={userId} />;

export const Component = ({ detail }: SectionProps) => (
  <ServerEmailInvites
    serverId={detail.server.serverId}
    renderName={renderName}
    invite={<InviteButton detail={detail} way="mail" />}
  />
);
