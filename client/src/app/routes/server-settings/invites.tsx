import { ServerInvites } from '@/features/invites/components/server-invites';
import { PersonName } from '@/entities/person/components/person-name';
import { InviteButton } from './invite-button';
import type { SectionProps } from './sections';

const renderName = (userId: string) => <PersonName userId={userId} />;

export const Component = ({ detail }: SectionProps) => (
  <ServerInvites
    detail={detail}
    renderName={renderName}
    invite={<InviteButton detail={detail} way="link" />}
  />
);
